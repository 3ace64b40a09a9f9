// How long a link signs a browser in, and for how long it stays signed in.

export const signInLinkMinutes = 15;
export const signInDays = 30;
/** Links one person can be sent in an hour, so that nobody's mailbox can be flooded by a form. */
export const signInLinksPerHourMax = 5;
/** Links that can be asked for from one IP address in an hour, for whomever; offices share one. */
export const signInAsksPerHourMax = 60;
/** Links with a made-up secret that can be opened from one IP address in an hour: mail programs mangle some, in all an office. */
export const linkGuessesPerHourMax = 100;
