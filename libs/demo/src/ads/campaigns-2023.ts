import { DEMO } from '../demo.js';
import type { DemoCampaign } from './campaigns.js';

/** What ran before the paid networks: own articles, creators, the press. */
export const CAMPAIGNS_2023: readonly DemoCampaign[] = [
  {
    ...{ name: 'CN_Article_Account_2310', utm: 'official-account', externalId: 'mp-0001' },
    ...{ platform: 'wechat', account: 'Lumen official account', currency: 'CNY', costPerClick: 0 },
    ...{ from: DEMO.from, to: DEMO.to },
    adGroups: [
      {
        ...{ name: 'articles', externalId: 'mp-0001-1' },
        creatives: [
          {
            ...{ name: 'reading-papers', externalId: 'mp-a1', type: 'article', clicks: 0, rate: 0.05 },
            text: 'How a doctor reads forty papers in a week · 一位医生如何一周读完四十篇论文',
            ...{ tags: ['papers', 'story'], audience: 'Followers' },
          },
          {
            ...{ name: 'meeting-notes', externalId: 'mp-a2', type: 'article', clicks: 0, rate: 0.05 },
            text: 'The meeting is over, the notes are there · 会议结束，纪要已经写好',
            ...{ tags: ['office'], audience: 'Followers' },
          },
          {
            ...{ name: 'group-share', externalId: 'mp-a3', type: 'article', clicks: 0, rate: 0.05 },
            text: 'Pass it on in your group · 转发到群，一起用',
            ...{ tags: ['share'], audience: 'Followers and their groups' },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_Press_Launch_2310', utm: 'launch-202310', externalId: 'pr-2310' },
    ...{ platform: '36kr', account: 'Press', currency: 'CNY', costPerClick: 6 },
    ...{ from: '2023-10-09', to: '2023-10-31' },
    adGroups: [
      {
        ...{ name: 'interviews', externalId: 'pr-2310-1' },
        creatives: [
          {
            ...{ name: 'founder-interview', externalId: 'pr-2310-a', type: 'article' },
            ...{ clicks: 2_500, rate: 0.03 },
            text: 'The founder on reading two hundred thousand characters at once · 创始人谈一次读完二十万字',
            ...{ tags: ['launch', 'interview'], audience: 'Readers of technology news' },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'CN_Video_Creators_2312', utm: 'creators-2023q4', externalId: 'bl-2312' },
    ...{ platform: 'bilibili', account: 'Creators', currency: 'CNY', costPerClick: 3 },
    ...{ from: '2023-12-01', to: '2024-01-31' },
    adGroups: [
      {
        ...{ name: 'knowledge', externalId: 'bl-2312-1' },
        creatives: [
          {
            ...{ name: 'exam-review', externalId: 'bl-2312-a', type: 'video', clicks: 510, rate: 0.021 },
            text: 'Two weeks to the exam and five textbooks to go · 距离考试两周，还有五本教材',
            ...{ tags: ['students', 'exam'], audience: 'Students, 18 to 24' },
          },
        ],
      },
      {
        ...{ name: 'fiction', externalId: 'bl-2312-2' },
        creatives: [
          {
            ...{ name: 'novel-in-one-go', externalId: 'bl-2312-b', type: 'video', clicks: 330, rate: 0.017 },
            text: 'It read the whole novel, ask it anything · 整本小说它都读完了，随便问',
            ...{ tags: ['novel'], audience: 'Readers of web fiction' },
          },
        ],
      },
    ],
  },
  {
    ...{ name: 'INT_Search_Words_2401', utm: 'search-overseas', externalId: '20831455012' },
    ...{ platform: 'google', account: '417-220-9085', currency: 'USD', costPerClick: 1.35 },
    ...{ from: '2024-01-10', to: DEMO.to },
    adGroups: [
      {
        ...{ name: 'long-documents', externalId: '152200781' },
        creatives: [
          {
            ...{ name: 'long-document', externalId: '684410021', type: 'text', clicks: 84, rate: 0.062 },
            text: 'Ask a 200-page PDF. Free.',
            ...{ tags: ['search', 'documents'], audience: 'Chinese speakers abroad' },
          },
        ],
      },
      {
        ...{ name: 'translation', externalId: '152200782' },
        creatives: [
          {
            ...{ name: 'translate', externalId: '684410022', type: 'text', clicks: 59, rate: 0.041 },
            text: 'Translate a whole document and keep its layout',
            ...{ tags: ['search', 'translation'], audience: 'Chinese speakers abroad' },
          },
        ],
      },
    ],
  },
];
