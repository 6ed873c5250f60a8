/** Where people come from, and how often. */
export interface Channel {
  name: string;
  weight: number;
  campaign?: { source: string; medium: string; name: string; content: string };
  /** Parameter that the ad network puts into the landing URL. */
  clickId?: string;
  referrer?: string;
}

export const CHANNELS: Channel[] = [
  { name: 'organic', weight: 34 },
  { name: 'search', weight: 9, referrer: 'https://www.baidu.com/' },
  {
    name: 'bilibili',
    weight: 12,
    campaign: {
      source: 'bilibili',
      medium: 'creator',
      name: 'spring-creators',
      content: 'long-paper-review',
    },
    referrer: 'https://www.bilibili.com/',
  },
  {
    name: 'douyin',
    weight: 11,
    campaign: { source: 'douyin', medium: 'cpc', name: 'oe-students', content: 'video-exam-notes' },
    clickId: 'clickid',
  },
  {
    name: 'baidu',
    weight: 7,
    campaign: { source: 'baidu', medium: 'cpc', name: 'search-brand', content: 'text-assistant' },
    clickId: 'bd_vid',
  },
  {
    name: 'tencent',
    weight: 6,
    campaign: { source: 'tencent', medium: 'cpc', name: 'moments-office', content: 'image-weekly-report' },
    clickId: 'gdt_vid',
  },
  {
    name: 'google',
    weight: 2,
    campaign: { source: 'google', medium: 'cpc', name: 'overseas-zh', content: 'text-long-context' },
    clickId: 'gclid',
  },
  { name: 'press', weight: 5, referrer: 'https://www.36kr.com/' },
  { name: 'referral', weight: 14 },
];
export const REFERRAL = CHANNELS.findIndex(({ name }) => name === 'referral');

export const COUNTRIES = ['CN', 'HK', 'SG', 'US', 'MY', 'TW', 'JP'];
export const COUNTRY_WEIGHTS = [91, 2.4, 1.6, 2.2, 1.1, 1, 0.7];

/** Share of a day's visits in each local hour. */
export const HOURS = [
  1.6, 0.9, 0.5, 0.3, 0.3, 0.5, 1.2, 2.6, 4.6, 7.2, 7.8, 6.6, 4.9, 5.6, 7.0, 7.2, 6.4, 4.8, 4.3, 5.4, 6.4,
  6.1, 4.7, 3.1,
];

export const RELEASE_DATE = '2024-03-18';
