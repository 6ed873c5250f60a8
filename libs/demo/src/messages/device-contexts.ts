import { APP, WEB } from '../people/ends.js';
import { COUNTRIES } from '../people/countries.js';
import { type People, traitOf } from '../people/people.js';
import { type Origin, SERVER } from '../acts/act.js';
import { Random, hash32 } from '../random/random.js';
import {
  SERVER_CONTEXT,
  appContext,
  browserShares,
  miniProgramContext,
  phoneShares,
  webContext,
} from './devices.js';
import type { DeviceContext } from './segment-message.js';
import { APP_RELEASES, MINI_RELEASES, releaseOn } from './versions.js';

/** People take up to so many days to update the app. */
const UPDATE_LAG_DAYS = 12;
/** Devices by a person's trait: so many draws stand for all. */
const DRAWS = 4_096;
const BROWSER_TRAIT = 11;
const PHONE_TRAIT = 12;
const LAG_TRAIT = 13;

/** The device of each person on each end; a device's context is one shared object. */
export class DeviceContexts {
  private readonly contexts = new Map<number, DeviceContext>();
  private readonly browsers = new Uint8Array(DRAWS);
  private readonly phones = new Uint8Array(DRAWS);

  constructor(private readonly people: People) {
    const random = new Random(hash32(DRAWS, 0), 0);
    for (let i = 0; i < DRAWS; i++) {
      this.browsers[i] = browserShares.draw(random);
      this.phones[i] = phoneShares.draw(random);
    }
  }

  of(person: number, origin: Origin, day: number): DeviceContext {
    if (origin === SERVER) return SERVER_CONTEXT;
    const country = this.people.country[person]!;
    const device =
      origin === WEB
        ? this.browsers[traitOf(person, BROWSER_TRAIT, DRAWS)]!
        : this.phones[traitOf(person, PHONE_TRAIT, DRAWS)]!;
    const release = releaseFor(person, origin, day);
    const key = ((origin * 16 + release) * 16 + device) * 16 + country;
    const known = this.contexts.get(key);
    if (known) return known;
    const made = { ...make(origin, device, release), location: { country: COUNTRIES[country]! } };
    this.contexts.set(key, made);
    return made;
  }
}

function releaseFor(person: number, origin: Origin, day: number): number {
  if (origin === WEB) return 0;
  if (origin !== APP) return releaseOn(MINI_RELEASES, day);
  return releaseOn(APP_RELEASES, day - traitOf(person, LAG_TRAIT, UPDATE_LAG_DAYS));
}

function make(origin: Origin, device: number, release: number): DeviceContext {
  if (origin === WEB) return webContext(device);
  if (origin === APP) return appContext(device, APP_RELEASES[release]![1]);
  return miniProgramContext(device, MINI_RELEASES[release]![1]);
}
