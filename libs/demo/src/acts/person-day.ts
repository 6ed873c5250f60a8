import { dayIndexOf, DAY_MS } from '../calendar/calendar.js';
import { INVITE } from '../acquisition/touches.js';
import { ENDS, type End, type EndSet, WEB, has, setOf } from '../people/ends.js';
import type { People } from '../people/people.js';
import type { Random } from '../random/random.js';
import { takingPart } from '../trials/taking-part.js';
import { ACT, type ActKind, BROUGHT_BACK, FIRST_EVER, type Origin, SERVER, SIGNED_IN } from './act.js';
import type { DayActs } from './day-acts.js';
import type { Invites } from './invites.js';
import { MONTHLY_PRICE, type Subscriptions } from './subscriptions.js';
import { drawTimesOfDay } from './time-of-day.js';

const RELEASE_DAY = dayIndexOf('2024-03-18');
const SUBSCRIBING_FROM = dayIndexOf('2023-12-15');
const ADVERTISING_FROM = dayIndexOf('2024-02-20');

/** Chances within a session. */
const CHATS = 0.18;
const STARTS_ANEW = 0.5;
const MORE_MESSAGES = 0.25;
const UPLOADS = { before: 0.03, after: 0.06 };
const SECOND_OPENING_OF_APP = 0.03;
const IS_BROUGHT_BACK = 0.02;
/** Chances on an active day of somebody registered. */
const INVITES = 0.035;
const SUBSCRIBES = 0.001_5;

export interface DayWorld {
  day: number;
  people: People;
  acts: DayActs;
  invites: Invites;
  subscriptions: Subscriptions;
  visitsPerPerson: number;
  random: Random;
}

/** Everything that one person does on one day. */
export class PersonDay {
  private sessions = 0;
  /** Ms since the day began. */
  private clock = 0;

  constructor(private readonly world: DayWorld) {}

  live(person: number, ends: EndSet, isNew: boolean): void {
    let registers = this.registersToday(person);
    let isFirst = isNew;
    for (const end of ENDS) {
      if (!has(ends, end)) continue;
      this.clock = 0;
      for (const time of drawTimesOfDay(this.openings(end), this.world.random)) {
        // A visit begins when the one before it on this device has ended.
        this.clock = Math.max(this.clock, time);
        this.open(person, end, isFirst);
        isFirst = false;
        this.signIn(person, end, registers);
        registers = false;
        this.use(person, end);
      }
    }
    if (this.world.people.registered[person] === 1) this.onceADay(person, lastOf(ends));
  }

  private registersToday(person: number): boolean {
    const { registersIn } = this.world.people;
    if (registersIn[person] === 0) return false;
    registersIn[person]!--;
    return registersIn[person] === 0;
  }

  private openings(end: End): number {
    const { random, visitsPerPerson } = this.world;
    if (end !== WEB) return random.chance(SECOND_OPENING_OF_APP) ? 2 : 1;
    // 1, 2 or 3 visits whose mean is visitsPerPerson.
    const more = visitsPerPerson - 1;
    const drawn = random.unit();
    return drawn < more * 0.1 ? 3 : drawn < more * 0.9 ? 2 : 1;
  }

  private open(person: number, end: End, isFirst: boolean): void {
    const { day, random } = this.world;
    this.sessions++;
    const isBroughtBack =
      !isFirst && end === WEB && day >= ADVERTISING_FROM && random.chance(IS_BROUGHT_BACK);
    this.add(person, ACT.open, end, (isFirst ? FIRST_EVER : 0) | (isBroughtBack ? BROUGHT_BACK : 0));
  }

  /** Signs up, or signs in on a device that is new to them. */
  private signIn(person: number, end: End, registers: boolean): void {
    const { people, random, invites } = this.world;
    const isNewDevice = people.registered[person] === 1 && !has(people.linked[person]!, end);
    if (!registers && !isNewDevice) return;
    people.registered[person] = 1;
    people.linked[person]! |= setOf(end);
    this.wait(random.between(8, 150));
    this.add(person, ACT.identify, end);
    if (!registers) return;
    this.add(person, ACT.signUp, end);
    this.tryOut(person, end);
    if (people.touch[person] !== INVITE) return;
    this.wait(2);
    this.add(person, ACT.acceptInvite, end, 0, invites.takeUp(random));
  }

  private tryOut(person: number, end: End): void {
    for (const { trial, arm, reachesAfter } of takingPart(this.world.day, person)) {
      this.add(person, ACT.viewVariation, end, 0, trial * 2 + arm);
      if (reachesAfter === null) continue;
      const seenAt = this.clock;
      this.clock = Math.min(DAY_MS - 1, this.clock + reachesAfter * 1000);
      this.add(person, ACT.reachGoal, end, 0, trial);
      this.clock = seenAt;
    }
  }

  private use(person: number, end: End): void {
    const { day, random } = this.world;
    if (!random.chance(CHATS)) return;
    this.wait(random.between(5, 60));
    if (random.chance(STARTS_ANEW)) this.add(person, ACT.startChat, end);
    if (random.chance(day < RELEASE_DAY ? UPLOADS.before : UPLOADS.after)) {
      this.wait(random.between(4, 40));
      this.add(person, ACT.uploadFile, end);
    }
    do {
      this.wait(random.between(3, 240));
      this.add(person, ACT.sendMessage, end);
    } while (random.chance(MORE_MESSAGES));
  }

  private onceADay(person: number, end: End): void {
    const { day, random, invites, subscriptions } = this.world;
    if (random.chance(INVITES)) {
      this.wait(random.between(10, 200));
      this.add(person, ACT.sendInvite, end);
      invites.send(person);
    }
    if (day < SUBSCRIBING_FROM || subscriptions.has(person) || !random.chance(SUBSCRIBES)) return;
    this.wait(random.between(10, 90));
    this.add(person, ACT.subscribe, end);
    this.wait(2);
    this.add(person, ACT.pay, SERVER, 0, MONTHLY_PRICE);
    subscriptions.begin(person, day);
  }

  private wait(seconds: number): void {
    this.clock = Math.min(DAY_MS - 1, this.clock + seconds * 1000 + this.world.random.below(1000));
  }

  private add(person: number, kind: ActKind, origin: Origin, flags = 0, about = 0): void {
    const { acts, people } = this.world;
    const isSignedIn = origin === SERVER || has(people.linked[person]!, origin);
    acts.add({
      at: acts.startsAt + this.clock,
      person,
      kind,
      origin,
      flags: flags | (isSignedIn ? SIGNED_IN : 0),
      session: origin === SERVER ? 0 : this.sessions,
      about,
    });
  }
}

function lastOf(ends: EndSet): End {
  return ENDS.findLast((end) => has(ends, end)) ?? WEB;
}
