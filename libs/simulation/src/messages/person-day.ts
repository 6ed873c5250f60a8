import { APP, ENDS, type End, type People, WEB } from '../people/people.js';
import { VISITS_PER_WEB_DAY } from '../plan/daily-plan.js';
import { dateOf, midnightOf } from '../plan/facts.js';
import type { Random } from '../random/random.js';
import { contextOf, touchOf } from './contexts.js';
import type { SegmentMessage } from './segment-message.js';
import { CHANNELS, HOURS, REFERRAL, RELEASE_DATE } from './world.js';

const DAY_MS = 86_400_000;
/** An anonymous visitor makes an account on the first day, or on a later one. */
const SIGNS_UP_AT_ONCE = 0.55;
const SIGNS_UP_LATER = 0.45;

export interface Draft {
  at: number;
  message: Omit<SegmentMessage, 'messageId' | 'timestamp'>;
}

interface Ids {
  userId?: string;
  anonymousId?: string;
}

/** Writes what one person does on one day, end by end. */
export class PersonDay {
  private readonly date: string;

  constructor(
    private readonly people: People,
    private readonly random: Random,
    private readonly day: number,
    /** People with an account who invited somebody lately. */
    private readonly inviters: number[],
    private readonly out: Draft[],
  ) {
    this.date = dateOf(day);
  }

  write(person: number, ends: number): void {
    const isFirstDay = this.people.firstDay[person] === this.day;
    let firstEnd = true;
    for (const end of ENDS) {
      if (!(ends & end)) continue;
      const visits = end === WEB && this.random.chance(VISITS_PER_WEB_DAY - 1) ? 2 : 1;
      for (let visit = 0; visit < visits; visit++)
        this.visit(person, end, isFirstDay && firstEnd && visit === 0);
      firstEnd = false;
    }
  }

  private visit(person: number, end: End, isFirst: boolean): void {
    const { random } = this;
    let at = this.startOfVisit();
    const session = `s${person.toString(36)}-${at.toString(36)}`;
    const context = contextOf(this.people, person, end, this.date, session);
    const say = (ids: Ids, message: Omit<Draft['message'], 'context'>, more: object = {}) => {
      this.out.push({ at, message: { ...message, ...ids, context: { ...context, ...more } } });
      at = Math.min(at + 5_000 + random.below(180_000), midnightOf(this.day) + DAY_MS - 1);
    };
    const touch = isFirst ? touchOf(this.people, person) : {};
    const view = this.idsBefore(person, end);
    if (end === WEB) say(view, { type: 'page', properties: { path: '/' } }, touch);
    else say(view, { type: 'track', event: 'App Opened' }, touch);
    this.signUp(person, end, isFirst, say);
    this.act(person, this.idsAfter(person, end), say);
  }

  /** An app and a mini-program know their person; a browser only once somebody has signed in there. */
  private idsBefore(person: number, end: End): Ids {
    if (end !== WEB) return { userId: userId(person) };
    return this.people.linked[person]
      ? { userId: userId(person), anonymousId: browserId(person) }
      : { anonymousId: browserId(person) };
  }

  private idsAfter(person: number, end: End): Ids {
    return this.idsBefore(person, end);
  }

  private signUp(person: number, end: End, isFirst: boolean, say: Say): void {
    const { people, random } = this;
    const traits = { channel: CHANNELS[people.channel[person] as number]?.name };
    if (end !== WEB) {
      if (people.signedUp[person]) return;
      people.signedUp[person] = 1;
      this.bringBrowserAlong(person, end, traits, say);
      this.announce(person, { userId: userId(person) }, end, say);
      return;
    }
    if (people.linked[person]) return;
    const hasAccount = people.signedUp[person] === 1;
    if (!hasAccount && !random.chance(isFirst ? SIGNS_UP_AT_ONCE : SIGNS_UP_LATER)) return;
    people.linked[person] = 1;
    people.signedUp[person] = 1;
    const ids = { userId: userId(person), anonymousId: browserId(person) };
    say(ids, { type: 'identify', traits });
    if (!hasAccount) this.announce(person, ids, end, say);
  }

  /** Whoever was on the web before brings that browser's id along, by the code scanned there. */
  private bringBrowserAlong(person: number, end: End, traits: Record<string, unknown>, say: Say): void {
    if (this.people.ends[person] === end || this.people.linked[person]) return;
    this.people.linked[person] = 1;
    say({ userId: userId(person), anonymousId: browserId(person) }, { type: 'identify', traits });
  }

  private announce(person: number, ids: Ids, end: End, say: Say): void {
    const method = end === WEB ? 'phone' : end === APP ? 'apple_or_phone' : 'mini_program';
    say(ids, { type: 'track', event: 'Signed Up', properties: { method } });
    if (this.people.channel[person] !== REFERRAL || this.inviters.length === 0) return;
    const inviter = this.inviters[this.random.below(this.inviters.length)] as number;
    const properties = { inviteCode: inviteCode(inviter), inviterId: userId(inviter) };
    say(ids, { type: 'track', event: 'Invite Accepted', properties });
  }

  private act(person: number, ids: Ids, say: Say): void {
    const { random } = this;
    const track = (event: string, properties?: Record<string, unknown>) =>
      say(ids, { type: 'track', event, properties });
    if (random.chance(0.1)) track('Chat Started', { model: 'moon-1' });
    if (random.chance(0.2)) track('Message Sent', this.messageProperties());
    if (random.chance(0.02)) track('File Uploaded', { kind: random.chance(0.7) ? 'pdf' : 'docx' });
    if (!this.people.signedUp[person]) return;
    if (random.chance(0.025)) {
      this.inviters.push(person);
      track('Invite Sent', { inviteCode: inviteCode(person) });
    }
    if (random.chance(0.002)) track('Payment', { amount: 5.2, currency: 'CNY' });
  }

  private messageProperties(): Record<string, unknown> {
    const isLong = this.date >= RELEASE_DATE && this.random.chance(0.22);
    const tokens = Math.round((isLong ? 60_000 : 700) * (0.3 + this.random.next() * 2));
    return { tokens, model: 'moon-1', feature: isLong ? 'long_context' : 'chat' };
  }

  private startOfVisit(): number {
    const hour = this.random.weighted(HOURS);
    return midnightOf(this.day) + Math.floor((hour + this.random.next()) * 3_600_000);
  }
}

type Say = (ids: Ids, message: Omit<Draft['message'], 'context'>, more?: object) => void;

const userId = (person: number) => `u${person + 1}`;
const browserId = (person: number) => `b-${((person + 1) * 2_654_435_761).toString(36)}`;
const inviteCode = (person: number) => `INV${(person + 1).toString(36).toUpperCase()}`;
