import CohortsIcon from '@mui/icons-material/GroupsOutlined';
import AlertIcon from '@mui/icons-material/NotificationsActiveOutlined';
import TrendsIcon from '@mui/icons-material/ShowChartOutlined';
import DashboardIcon from '@mui/icons-material/DashboardOutlined';
import AttributionIcon from '@mui/icons-material/CallSplitOutlined';
import CreativesIcon from '@mui/icons-material/CollectionsOutlined';
import CampaignsIcon from '@mui/icons-material/CampaignOutlined';
import DataIcon from '@mui/icons-material/StorageOutlined';
import ConversionsIcon from '@mui/icons-material/OutboxOutlined';
import ExperimentsIcon from '@mui/icons-material/ScienceOutlined';
import FlagIcon from '@mui/icons-material/FlagOutlined';
import FunnelIcon from '@mui/icons-material/FilterAltOutlined';
import PathsIcon from '@mui/icons-material/AltRouteOutlined';
import ChannelsIcon from '@mui/icons-material/RuleOutlined';
import LinkIcon from '@mui/icons-material/LinkOutlined';
import GrowthIcon from '@mui/icons-material/TrendingUpOutlined';
import MetricsIcon from '@mui/icons-material/StraightenOutlined';
import MarketIcon from '@mui/icons-material/StorefrontOutlined';
import OverviewIcon from '@mui/icons-material/InsertChartOutlined';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import RetentionIcon from '@mui/icons-material/GridOnOutlined';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import ReferralIcon from '@mui/icons-material/ShareOutlined';
import type { ReactNode } from 'react';

export interface NavItem {
  path: string;
  label: string;
  icon: ReactNode;
  /** Shown on a phone without opening the menu: four at most. */
  isAtHand?: boolean;
}

export interface NavGroup {
  label: string;
  items: NavItem[];
}

/** Paths are relative to `/p/{projectId}/`. A new page adds a line here and a route in App.tsx. */
export const NAV: NavGroup[] = [
  {
    label: 'gs.nav.analytics',
    items: [
      { isAtHand: true, path: 'overview', label: 'gs.nav.overview', icon: <OverviewIcon fontSize="small" /> },
      { path: 'trends', label: 'gs.nav.trends', icon: <TrendsIcon fontSize="small" /> },
      { path: 'growth', label: 'gs.nav.growth', icon: <GrowthIcon fontSize="small" /> },
      {
        isAtHand: true,
        path: 'retention',
        label: 'gs.nav.retention',
        icon: <RetentionIcon fontSize="small" />,
      },
      { path: 'funnel', label: 'gs.nav.funnel', icon: <FunnelIcon fontSize="small" /> },
      { path: 'paths', label: 'gs.nav.paths', icon: <PathsIcon fontSize="small" /> },
      { isAtHand: true, path: 'people', label: 'gs.nav.people', icon: <PeopleIcon fontSize="small" /> },
      { path: 'cohorts', label: 'gs.nav.cohorts', icon: <CohortsIcon fontSize="small" /> },
    ],
  },
  {
    label: 'gs.nav.acquisition',
    items: [
      { path: 'campaigns', label: 'gs.nav.campaigns', icon: <CampaignsIcon fontSize="small" /> },
      { path: 'creatives', label: 'gs.nav.creatives', icon: <CreativesIcon fontSize="small" /> },
      { path: 'attribution', label: 'gs.nav.attribution', icon: <AttributionIcon fontSize="small" /> },
      { path: 'links', label: 'gs.nav.links', icon: <LinkIcon fontSize="small" /> },
      { path: 'channels', label: 'gs.nav.channels', icon: <ChannelsIcon fontSize="small" /> },
      { path: 'conversions', label: 'gs.nav.conversions', icon: <ConversionsIcon fontSize="small" /> },
      { path: 'referral', label: 'gs.nav.referral', icon: <ReferralIcon fontSize="small" /> },
      { path: 'market', label: 'gs.nav.market', icon: <MarketIcon fontSize="small" /> },
    ],
  },
  {
    label: 'gs.nav.decide',
    items: [
      { path: 'experiments', label: 'gs.nav.experiments', icon: <ExperimentsIcon fontSize="small" /> },
      { path: 'metrics', label: 'gs.nav.metrics', icon: <MetricsIcon fontSize="small" /> },
      { path: 'flags', label: 'gs.nav.flags', icon: <FlagIcon fontSize="small" /> },
      {
        isAtHand: true,
        path: 'dashboards',
        label: 'gs.nav.dashboards',
        icon: <DashboardIcon fontSize="small" />,
      },
      { path: 'alerts', label: 'gs.nav.alerts', icon: <AlertIcon fontSize="small" /> },
    ],
  },
  {
    label: 'gs.nav.project',
    items: [
      { path: 'data', label: 'gs.nav.data', icon: <DataIcon fontSize="small" /> },
      { path: 'settings', label: 'gs.nav.settings', icon: <SettingsIcon fontSize="small" /> },
    ],
  },
];
