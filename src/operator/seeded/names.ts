// What clients and people of a generated world are called. Pure.
import type { Chance } from "./chance.ts";

const firstNames = words(`
  Ann Ben Carla David Emma Felix Greta Hugo Ines Jonas Klara Lee Marta Nils Olga Paul Quinn Rosa Sven Tina Uwe Vera Willem
  Xenia Yusuf Zoe Aisha Björn Chiara Dmitri Elif Fatima Gustav Hannah Ivan Jürgen Kenji Léa Mehmet Noor Oskar Priya Rafael
  Søren Tomasz Ursula Viktor Wanda Ximena Yara Zeynep Amara Bruno Céline Diego Edda Finn Gwen Henrik Isla`);
const lastNames = words(`
  Weber Okafor Silva Mori Ruiz Nair Becker Novak Jansen Rossi Müller Schröder Fischer Kowalski Petrov Nguyen Haddad Larsen
  Dubois Moreau Costa Ferreira Lindqvist Virtanen Horvat Popescu Yılmaz Kaya Tanaka Sato Kim Park Chen Wang Singh Patel
  Sharma Khan Ahmed Hassan Mensah Adeyemi Botha Murphy Walsh Campbell Hughes Evans Clarke Turner Baker Cooper Hill Wood
  Stone Frost Bauer Vogel Sommer Winter Berg Brandt Krüger Wolf Maier Huber Steiner Gruber Egger Keller Meier Frei`);
const begins = words(`
  Harbor Lumen Atlas Northwind Bright Cedar Delta Ember Falcon Granite Horizon Iris Juniper Kestrel Linden Maple Nordic Ocean
  Pioneer Quartz River Summit Tidal Union Vista Willow Alpine Beacon Coral Dune Eagle Forest Glacier Heron Indigo Jasper
  Koala Lotus Meadow Nimbus Olive Pearl Quill Raven Silver Terra Ultra Velvet Wander Zenith`);
const ends = words(`
  Dentists Automation Shipping Logistics Interiors Legal Media Foods Energy Textiles Travel Health Insurance Estates Motors
  Analytics Brewing Ceramics Design Education Finance Gardens Hotels Instruments Journals Kitchens Lighting Machinery
  Networks Optics Pharma Recycling Security Tools Ventures Water Yachts Architects Bakery Catering Distribution Events
  Fitness Glass Housing Imports Jewellery Labs Music Printing`);

/** A name of its own for each number; those of the first thousands are of two words. */
export function clientName(index: number): string {
  const begin = begins[index % begins.length]!;
  const turn = Math.floor(index / begins.length);
  // Another end each time, so that neighbours are not called alike.
  const end = ends[(turn + index) % ends.length]!;
  const again = Math.floor(turn / ends.length);
  return again === 0 ? `${begin} ${end}` : `${begin} ${end} ${again + 1}`;
}

export function personName(chance: Chance): string {
  return `${chance.pick(firstNames)} ${chance.pick(lastNames)}`;
}

/** `Jürgen Müller` at `Harbor Dental 2` is `jurgen.muller@harbordental2.example`. */
export function addressOf(name: string, company: string): string {
  return `${plain(name).replaceAll(" ", ".")}@${plain(company).replaceAll(" ", "")}.example`;
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9 ]/gu, "");
}

function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}
