// Domains at which anybody gets a mailbox: two people there have nothing in common. A list of the biggest, since the npm
// packages that list thousands fetch them while they are installed.

const domains = `
gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.com
live.co.uk live.fr live.nl live.de msn.com outlook.de outlook.fr outlook.es outlook.it yahoo.com yahoo.co.uk yahoo.fr
yahoo.de yahoo.it yahoo.es yahoo.co.in yahoo.in yahoo.ca yahoo.com.br yahoo.com.au yahoo.com.ar yahoo.com.mx yahoo.co.jp
yahoo.co.id ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me
tuta.com tutanota.com tutanota.de tuta.io tutamail.com keemail.me gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.fr gmx.co.uk
gmx.us web.de t-online.de freenet.de arcor.de posteo.de posteo.net mailbox.org mail.de email.de online.de vodafone.de
1und1.de mail.com email.com usa.com fastmail.com fastmail.fm hey.com zoho.com zohomail.com zohomail.eu yandex.com yandex.ru
ya.ru mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru ukr.net i.ua qq.com foxmail.com 163.com 126.com yeah.net
sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com hanmail.net daum.net nate.com docomo.ne.jp ezweb.ne.jp
softbank.ne.jp i.softbank.jp au.com nifty.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr neuf.fr libero.it
virgilio.it tiscali.it alice.it tin.it tim.it aruba.it pec.it telefonica.net terra.com terra.com.br uol.com.br bol.com.br ig.com.br
globo.com r7.com sapo.pt telenet.be skynet.be proximus.be ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl upcmail.nl
xs4all.nl bluewin.ch sunrise.ch hispeed.ch aon.at chello.at a1.net telia.com tele2.se spray.se online.no
frisurf.no mail.dk jubii.dk stofanet.dk kolumbus.fi luukku.com elisanet.fi wp.pl o2.pl onet.pl op.pl interia.pl gazeta.pl
seznam.cz email.cz centrum.cz post.cz atlas.cz azet.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg inbox.lv
btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk tiscali.co.uk eircom.net
comcast.net xfinity.com verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net spectrum.net earthlink.net
juno.com optonline.net frontier.com windstream.net centurylink.net q.com rogers.com bell.net sympatico.ca shaw.ca telus.net
videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz rediffmail.com rediff.com
sify.com mweb.co.za telkomsa.net walla.co.il netvision.net.il 012.net.il bezeqint.net duck.com simplelogin.com
mozmail.com privaterelay.appleid.com relay.firefox.com mailinator.com guerrillamail.com yopmail.com hushmail.com lavabit.com
riseup.net disroot.org cock.li runbox.com mailfence.com startmail.com ctemplar.com inbox.com lycos.com excite.com
netscape.net rocketmail.co iname.com gawab.com email.ua meta.ua bigmir.net tut.by mail.kz mail.ee hot.ee
`;

const known: ReadonlySet<string> = new Set(domains.trim().split(/\s+/u));

/** `domain` is a registrable domain, lower case. */
export function isPublicMail(domain: string): boolean {
  return known.has(domain);
}
