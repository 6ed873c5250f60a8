import CssBaseline from '@mui/material/CssBaseline';
import { Suspense, lazy } from 'react';
import { AdminContext, Notification } from 'react-admin';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router-dom';
import { dataProvider } from './api/data-provider.js';
import { queryClient } from './api/query-client.js';
import { RequireSession } from './auth/RequireSession.js';
import { SignInPage } from './auth/SignInPage.js';
import { authProvider } from './auth/auth-provider.js';
import { NotFoundPage } from './feedback/NotFoundPage.js';
import { Splash } from './feedback/Splash.js';
import { HtmlLanguage } from './i18n/HtmlLanguage.js';
import { i18nProvider } from './i18n/i18n-provider.js';
import { Shell } from './layout/Shell.js';
import { preferencesStore } from './lib/preferences-store.js';
import { HomePage } from './projects/HomePage.js';
import { ProjectScope } from './projects/ProjectContext.js';
import { darkTheme, lightTheme } from './theme/theme.js';

const OverviewPage = lazy(async () => ({
  default: (await import('./overview/OverviewPage.js')).OverviewPage,
}));
const GrowthPage = lazy(async () => ({ default: (await import('./growth/GrowthPage.js')).GrowthPage }));
const RetentionPage = lazy(async () => ({
  default: (await import('./retention/RetentionPage.js')).RetentionPage,
}));
const FunnelPage = lazy(async () => ({ default: (await import('./funnel/FunnelPage.js')).FunnelPage }));
const PathsPage = lazy(async () => ({ default: (await import('./paths/PathsPage.js')).PathsPage }));
const ReferralPage = lazy(async () => ({
  default: (await import('./referral/ReferralPage.js')).ReferralPage,
}));
const PeoplePage = lazy(async () => ({ default: (await import('./people/PeoplePage.js')).PeoplePage }));
const CohortsPage = lazy(async () => ({
  default: (await import('./cohorts/CohortsPage.js')).CohortsPage,
}));
const AlertsPage = lazy(async () => ({ default: (await import('./alerts/AlertsPage.js')).AlertsPage }));
const TrendsPage = lazy(async () => ({ default: (await import('./trends/TrendsPage.js')).TrendsPage }));
const AttributionPage = lazy(async () => ({
  default: (await import('./attribution/AttributionPage.js')).AttributionPage,
}));
const CampaignsPage = lazy(async () => ({
  default: (await import('./campaigns/CampaignsPage.js')).CampaignsPage,
}));
const CreativesPage = lazy(async () => ({
  default: (await import('./creatives/CreativesPage.js')).CreativesPage,
}));
const MetricsPage = lazy(async () => ({
  default: (await import('./metrics/MetricsPage.js')).MetricsPage,
}));
const FlagsPage = lazy(async () => ({ default: (await import('./flags/FlagsPage.js')).FlagsPage }));
const FlagPage = lazy(async () => ({ default: (await import('./flags/FlagPage.js')).FlagPage }));
const ChannelsPage = lazy(async () => ({
  default: (await import('./channels/ChannelsPage.js')).ChannelsPage,
}));
const LinksPage = lazy(async () => ({ default: (await import('./links/LinksPage.js')).LinksPage }));
const ConversionsPage = lazy(async () => ({
  default: (await import('./conversions/ConversionsPage.js')).ConversionsPage,
}));
const MarketPage = lazy(async () => ({ default: (await import('./market/MarketPage.js')).MarketPage }));
const DashboardsPage = lazy(async () => ({
  default: (await import('./dashboards/DashboardsPage.js')).DashboardsPage,
}));
const SharedPage = lazy(async () => ({ default: (await import('./dashboards/SharedPage.js')).SharedPage }));
const ExperimentsPage = lazy(async () => ({
  default: (await import('./experiments/ExperimentsPage.js')).ExperimentsPage,
}));
const DataPage = lazy(async () => ({ default: (await import('./data/DataPage.js')).DataPage }));
const SettingsPage = lazy(async () => ({
  default: (await import('./settings/SettingsPage.js')).SettingsPage,
}));
const ProfilePage = lazy(async () => ({ default: (await import('./profile/ProfilePage.js')).ProfilePage }));

const store = preferencesStore();

export function App() {
  return (
    <BrowserRouter>
      <AdminContext
        dataProvider={dataProvider}
        authProvider={authProvider}
        i18nProvider={i18nProvider}
        queryClient={queryClient}
        store={store}
        lightTheme={lightTheme}
        darkTheme={darkTheme}
      >
        <CssBaseline enableColorScheme />
        <HtmlLanguage />
        <Pages />
        <Notification />
      </AdminContext>
    </BrowserRouter>
  );
}

function Pages() {
  return (
    <Routes>
      <Route path="/login" element={<SignInPage />} />
      <Route
        path="/shared/:token"
        element={
          <Suspense fallback={<Splash />}>
            <SharedPage />
          </Suspense>
        }
      />
      <Route element={<RequireSession />}>
        <Route index element={<HomePage />} />
        <Route path="/p/:projectId" element={<ProjectScope />}>
          <Route element={<Shell />}>
            <Route index element={<Navigate to="overview" replace />} />
            <Route path="overview" element={<OverviewPage />} />
            <Route path="trends" element={<TrendsPage />} />
            <Route path="growth" element={<GrowthPage />} />
            <Route path="retention" element={<RetentionPage />} />
            <Route path="funnel" element={<FunnelPage />} />
            <Route path="paths" element={<PathsPage />} />
            <Route path="referral" element={<ReferralPage />} />
            <Route path="attribution" element={<AttributionPage />} />
            <Route path="campaigns/*" element={<CampaignsPage />} />
            <Route path="creatives" element={<CreativesPage />} />
            <Route path="metrics" element={<MetricsPage />} />
            <Route path="flags" element={<FlagsPage />} />
            <Route path="flags/:flagId" element={<FlagPage />} />
            <Route path="channels" element={<ChannelsPage />} />
            <Route path="links" element={<LinksPage />} />
            <Route path="conversions" element={<ConversionsPage />} />
            <Route path="market" element={<MarketPage />} />
            <Route path="dashboards/*" element={<DashboardsPage />} />
            <Route path="alerts" element={<AlertsPage />} />
            <Route path="experiments/*" element={<ExperimentsPage />} />
            <Route path="cohorts/*" element={<CohortsPage />} />
            <Route path="people/*" element={<PeoplePage />} />
            <Route path="data/*" element={<DataPage />} />
            <Route path="settings/*" element={<SettingsPage />} />
            <Route path="profile" element={<ProfilePage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Route>
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
