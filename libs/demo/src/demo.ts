import { dayIndexOf } from './calendar/calendar.js';

/**
 * Of all that the demo says, message for message: raise it with every change of that. Message ids name places in the simulation,
 * so those of two versions must not meet in one project.
 */
export const DEMO_VERSION = 1;

/** The project that the simulation belongs into. `from` and `to` are local dates, both included. */
export const DEMO = {
  name: { en: 'Demo assistant (simulated)', zh: '演示助手（模拟数据）' },
  timeZone: 'Asia/Shanghai',
  weekStart: 'monday',
  currency: 'CNY',
  from: '2023-10-09',
  to: '2024-03-25',
} as const;

/** Local days from `DEMO.from` to `DEMO.to`, both included. */
export const totalDays = dayIndexOf(DEMO.to) + 1;

export interface DemoAnnotation {
  /** Local date. */
  date: string;
  kind: 'release' | 'campaign' | 'note';
  en: string;
  zh: string;
}

/** What happened to the simulated product, for the time axis of charts. */
export const demoAnnotations: readonly DemoAnnotation[] = [
  {
    date: '2023-10-09',
    kind: 'release',
    en: 'Launch on the web and as a mini-program',
    zh: '网页版与小程序上线',
  },
  { date: '2023-11-16', kind: 'release', en: 'Apps for iOS and Android', zh: 'iOS 与安卓应用上线' },
  {
    date: '2024-02-10',
    kind: 'note',
    en: 'Spring Festival holiday (10 to 17 February)',
    zh: '春节假期（2 月 10 日至 17 日）',
  },
  {
    date: '2024-02-20',
    kind: 'campaign',
    en: 'Paid campaigns begin on all networks',
    zh: '各渠道开始投放广告',
  },
  { date: '2024-03-18', kind: 'release', en: 'Release: long context', zh: '发布：超长上下文' },
];
