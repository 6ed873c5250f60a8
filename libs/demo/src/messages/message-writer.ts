import { ACT, type Act, BROUGHT_BACK, FIRST_EVER, SERVER, SIGNED_IN } from '../acts/act.js';
import type { TouchPicker } from '../acquisition/touch-picker.js';
import { COUNTRIES } from '../people/countries.js';
import { WEB } from '../people/ends.js';
import { demoTrials } from '../trials/demo-trials.js';
import type { People } from '../people/people.js';
import type { Random } from '../random/random.js';
import { fileDetails, inviteChannel, messageDetails } from './details.js';
import type { DeviceContexts } from './device-contexts.js';
import type { Ids } from './ids.js';
import type { DeviceContext, MessageContext, SegmentMessage } from './segment-message.js';
import { Timestamps } from './timestamp.js';
import { type Arrival, arrivalBy, plainArrival } from './touch-details.js';

const NAMES: Record<number, string> = {
  [ACT.open]: 'App Opened',
  [ACT.signUp]: 'Signed Up',
  [ACT.acceptInvite]: 'Invite Accepted',
  [ACT.startChat]: 'Chat Started',
  [ACT.sendMessage]: 'Message Sent',
  [ACT.uploadFile]: 'File Uploaded',
  [ACT.sendInvite]: 'Invite Sent',
  [ACT.subscribe]: 'Subscribed',
  [ACT.pay]: 'Payment',
  [ACT.hearOfRelease]: 'Feature Announced',
  [ACT.viewVariation]: 'Experiment Viewed',
};

export interface WriterDay {
  day: number;
  people: People;
  devices: DeviceContexts;
  ids: Ids;
  touches: TouchPicker;
  /** For details only: who comes when does not hang on it. */
  random: Random;
}

/** Turns the acts of one day, in order of time, into what an SDK sends. */
export class MessageWriter {
  private readonly timestamps = new Timestamps();

  constructor(private readonly world: WriterDay) {}

  /** `place`: of the act within the day. */
  write(act: Act, place: number): SegmentMessage {
    const { day, ids } = this.world;
    const arrival = act.kind === ACT.open ? this.arrival(act) : undefined;
    const type = typeOf(act);
    // Members one by one, as spreading objects is what would take most of the time.
    const message = { type } as SegmentMessage;
    if (type === 'track') message.event = nameOf(act);
    if (act.flags & SIGNED_IN) message.userId = ids.user(act.person);
    if (act.origin !== SERVER) message.anonymousId = ids.device(act.person, act.origin);
    message.messageId = ids.message(day, place);
    message.timestamp = this.timestamps.of(act.at);
    message.context = this.context(act, arrival);
    if (type === 'identify') message.traits = this.traits(act);
    else message.properties = this.properties(act, arrival);
    return message;
  }

  private context({ person, origin, session }: Act, arrival: Arrival | undefined): MessageContext {
    const { day, ids, devices } = this.world;
    const device = devices.of(person, origin, day);
    if (session === 0) return device;
    const context = copyOf(device);
    context.sessionId = ids.session(day, session);
    if (arrival?.page) context.page = arrival.page;
    if (arrival?.campaign) context.campaign = arrival.campaign;
    return context;
  }

  private arrival({ person, origin, flags }: Act): Arrival {
    const { people, touches, ids, random } = this.world;
    if (flags & FIRST_EVER) return arrivalBy(people.touch[person]!, origin, ids, random);
    const again = flags & BROUGHT_BACK ? touches.again(random) : null;
    if (again !== null) return arrivalBy(again, origin, ids, random);
    return plainArrival(origin, (flags & SIGNED_IN) !== 0);
  }

  private traits({ person }: Act): Record<string, unknown> {
    return { locale: 'zh-CN', country: COUNTRIES[this.world.people.country[person]!] };
  }

  private properties(act: Act, arrival: Arrival | undefined): Record<string, unknown> {
    const { day, ids, random } = this.world;
    switch (act.kind) {
      case ACT.open:
        return arrival?.properties ?? {};
      case ACT.sendMessage:
        return messageDetails(day, random);
      case ACT.uploadFile:
        return fileDetails(day, random);
      case ACT.sendInvite:
        return { inviteCode: ids.inviteCode(act.person), channel: inviteChannel(random) };
      case ACT.acceptInvite:
        return { inviteCode: ids.inviteCode(act.about), inviterId: ids.user(act.about) };
      case ACT.subscribe:
        return { plan: 'monthly' };
      case ACT.pay:
        return { plan: 'monthly', revenue: act.about, currency: 'CNY' };
      case ACT.hearOfRelease:
        return { feature: 'long_context' };
      case ACT.viewVariation:
        return exposureDetails(act.about);
      default:
        return {};
    }
  }
}

function nameOf({ kind, about }: Act): string {
  return kind === ACT.reachGoal ? demoTrials[about]!.goal.event : NAMES[kind]!;
}

/** As the GrowthBook SDK's tracking callback tells it. */
function exposureDetails(about: number): Record<string, unknown> {
  const { key, variations } = demoTrials[about >> 1]!;
  return { experiment_id: key, variation_id: variations[about & 1]!.key };
}

function typeOf({ kind, origin }: Act): SegmentMessage['type'] {
  if (kind === ACT.identify) return 'identify';
  return kind === ACT.open && origin === WEB ? 'page' : 'track';
}

function copyOf({
  platform,
  library,
  userAgent,
  device,
  os,
  app,
  locale,
  location,
}: DeviceContext): MessageContext {
  if (userAgent !== undefined) return { platform, library, userAgent, locale, location };
  return { platform, library, device, os, app, location };
}
