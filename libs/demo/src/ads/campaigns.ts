import { CAMPAIGNS_2023 } from './campaigns-2023.js';
import { CAMPAIGNS_2024 } from './campaigns-2024.js';

/** An advertisement as its designer knows it. `utm` of its touches is `name`. */
export interface DemoCreative {
  name: string;
  externalId: string;
  type: 'image' | 'video' | 'text' | 'article';
  text: string;
  tags: string[];
  audience: string;
  /** Clicks on the last day, at the size of the demo; 0: owned media, which nobody is billed for. */
  clicks: number;
  /** Clicks per impression on its first day. */
  rate: number;
  /** Part of the rate that is lost with each day. */
  wear?: number;
  /** Impressions per person reached on its first day; absent: its network does not tell whom it reached. */
  frequency?: number;
  /** What each day adds to that. */
  frequencyGrowth?: number;
}

/** What the network calls an ad group; `name` is the `utm_term` of its touches. */
export interface DemoAdGroup {
  name: string;
  externalId: string;
  creatives: readonly DemoCreative[];
}

/** A campaign of the simulated product, whose touches are in its events. */
export interface DemoCampaign {
  /** As the project's convention has it. */
  name: string;
  /** `utm_campaign` of its touches; '' where it has that of another one. */
  utm: string;
  /** Name of that other one. */
  countsFor?: string;
  externalId: string;
  platform: string;
  account: string;
  /** What it is billed in. */
  currency: string;
  /** Local days, both included. */
  from: string;
  to: string;
  /** In the currency. */
  costPerClick: number;
  adGroups: readonly DemoAdGroup[];
}

/** How names of campaigns are built. */
export const DEMO_CONVENTION = '{market}_{place}_{goal}_{start}';

/** All campaigns that touches of the demo name, over all networks. Figures are simulated. */
export const demoCampaigns: readonly DemoCampaign[] = [...CAMPAIGNS_2023, ...CAMPAIGNS_2024];
