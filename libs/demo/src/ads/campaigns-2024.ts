import { DEMO } from '../demo.js';
import type { DemoCampaign } from './campaigns.js';

const to = DEMO.to;

/** The paid networks from February on, creators, and the release of March. */
export const CAMPAIGNS_2024: readonly DemoCampaign[] = [
  {
    ...{ name: 'CN_Video_Creators_2402', utm: 'creators-2024q1', externalId: 'bl-2402' },
    ...{ platform: 'bilibili', account: 'Creators', currency: 'CNY', from: '2024-02-01', to },
    costPerClick: 3.4,
    adGroups: [
      {
        ...{ name: 'knowledge', externalId: 'bl-2402-1' },
        creatives: [
          {
            ...{ name: 'thesis-season', externalId: 'bl-2402-a', type: 'video', clicks: 500, rate: 0.024 },
            text: 'My thesis is due on Friday · 周五就要交论文',
            ...{ tags: ['students', 'papers'], audience: 'Students, 20 to 26' },
          },
          {
            ...{ name: 'stock-report', externalId: 'bl-2402-b', type: 'video', clicks: 360, rate: 0.019 },
            text: 'Three annual reports before the market opens · 开盘前读完三份年报',
            ...{ tags: ['finance', 'documents'], audience: 'Private investors' },
          },
        ],
      },
      {
        ...{ name: 'fiction', externalId: 'bl-2402-2' },
        creatives: [
          {
            ...{ name: 'novel-in-one-go', externalId: 'bl-2402-c', type: 'video', clicks: 255, rate: 0.016 },
            text: 'It read the whole novel, ask it anything · 整本小说它都读完了，随便问',
            ...{ tags: ['novel'], audience: 'Readers of web fiction' },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_Feed_Install_2402', utm: 'feed-install-202402', externalId: '1791022335' },
    ...{
      platform: 'douyin',
      account: '17880001',
      currency: 'CNY',
      from: '2024-02-20',
      to,
      costPerClick: 4.2,
    },
    adGroups: [
      {
        ...{ name: 'workers-25-40', externalId: '1791022340' },
        creatives: [
          {
            ...{ name: 'office-worker', externalId: '1791022351', type: 'video', clicks: 395, rate: 0.015 },
            text: 'Forty pages, one hour, one clear answer · 四十页，一小时，一个明确的答案',
            ...{ tags: ['office', 'documents'], audience: 'At work, 25 to 40', frequency: 1.5 },
          },
        ],
      },
      {
        ...{ name: 'students-18-24', externalId: '1791022341' },
        creatives: [
          {
            ...{ name: 'student', externalId: '1791022352', type: 'image', clicks: 345, rate: 0.0152 },
            text: 'All lectures of a term in one question · 一学期的课，一个问题',
            ...{ tags: ['students'], audience: 'Students, 18 to 24', frequency: 1.6 },
          },
          {
            ...{ name: 'comedy-skit', externalId: '1791022353', type: 'video', clicks: 320, rate: 0.031 },
            text: 'The boss asks, the intern does not panic · 老板一问，实习生不慌',
            ...{ tags: ['comedy'], audience: 'Everybody, 18 to 35' },
            ...{ wear: 0.021, frequency: 1.8, frequencyGrowth: 0.09 },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_Moments_Install_2402', utm: 'moments-202402', externalId: '9014417720' },
    ...{ platform: 'tencent', account: '33561207', currency: 'HKD', from: '2024-02-20', to, costPerClick: 5 },
    adGroups: [
      {
        ...{ name: 'readers-25-45', externalId: '9014417731' },
        creatives: [
          {
            ...{ name: 'read-20-papers', externalId: '9014417751', type: 'image', clicks: 470, rate: 0.012 },
            text: 'Twenty papers before lunch · 午饭前读完二十篇论文',
            ...{ tags: ['papers'], audience: 'Degree holders, 25 to 45' },
          },
        ],
      },
      {
        ...{ name: 'wide-reach', externalId: '9014417732' },
        creatives: [
          {
            ...{ name: 'red-packet', externalId: '9014417752', type: 'image', clicks: 410, rate: 0.022 },
            text: 'Open it: a month for free · 拆开就是一个月免费',
            ...{ tags: ['gift', 'festival'], audience: 'Everybody, 18 to 45', wear: 0.015 },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_Search_Brand_2402', utm: 'search-brand-202402', externalId: '66210340' },
    ...{
      platform: 'baidu',
      account: 'baidu-lumen',
      currency: 'CNY',
      from: '2024-02-20',
      to,
      costPerClick: 2.6,
    },
    adGroups: [
      {
        ...{ name: 'brand', externalId: '66210341' },
        creatives: [
          {
            ...{ name: 'brand-words', externalId: '66210351', type: 'text', clicks: 250, rate: 0.11 },
            text: 'Lumen: the assistant that reads it all · Lumen：能读完全文的助手',
            ...{ tags: ['search', 'brand'], audience: 'Who looks for us' },
          },
        ],
      },
      {
        ...{ name: 'rivals', externalId: '66210342' },
        creatives: [
          {
            ...{ name: 'rival-words', externalId: '66210352', type: 'text', clicks: 160, rate: 0.034 },
            text: 'Compare assistants: who reads the longest document? · 谁能读最长的文档？',
            ...{ tags: ['search', 'rivals'], audience: 'Who looks for a rival' },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_All_Release_2403', utm: 'long-context-202403', externalId: '1795570210' },
    ...{
      platform: 'douyin',
      account: '17880001',
      currency: 'CNY',
      from: '2024-03-18',
      to,
      costPerClick: 5.1,
    },
    adGroups: [
      {
        ...{ name: 'heavy-users', externalId: '1795570220' },
        creatives: [
          {
            ...{ name: 'two-million-characters', externalId: '1795570231', type: 'video' },
            ...{ clicks: 285, rate: 0.018, frequency: 1.2 },
            text: 'Two million characters, without losing the thread · 两百万字，不丢线索',
            ...{ tags: ['release', 'documents'], audience: 'Like our heaviest users' },
          },
          {
            ...{ name: 'whole-novel', externalId: '1795570232', type: 'image' },
            ...{ clicks: 210, rate: 0.0172, frequency: 1.2 },
            text: 'The whole novel in one window · 整本小说，一个窗口',
            ...{ tags: ['release', 'novel'], audience: 'Like our heaviest users' },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_Press_Release_2403', utm: '', externalId: 'pr-2403' },
    ...{ platform: 'huxiu', account: 'Press', currency: 'CNY', from: '2024-03-18', to, costPerClick: 2.2 },
    countsFor: 'CN_All_Release_2403',
    adGroups: [
      {
        ...{ name: 'reviews', externalId: 'pr-2403-1' },
        creatives: [
          {
            ...{ name: 'hands-on', externalId: 'pr-2403-a', type: 'article', clicks: 430, rate: 0.04 },
            text: 'A week with two million characters · 两百万字用了一周',
            ...{ tags: ['release', 'review'], audience: 'Readers of technology news' },
          },
        ],
      },
    ],
  },
];
