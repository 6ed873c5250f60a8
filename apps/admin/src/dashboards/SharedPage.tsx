import type { SharedDashboard } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { request } from '../api/http.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { Splash } from '../feedback/Splash.js';
import { LocaleMenu } from '../i18n/LocaleMenu.js';
import { Logo } from '../layout/Logo.js';
import { PageHeader } from '../layout/PageHeader.js';
import { ThemeMenu } from '../theme/ThemeMenu.js';
import { ReportTile, TileGrid } from './ReportTile.js';

/** A dashboard as its link shows it: without a sign-in, and without ways to anything else. */
export function SharedPage() {
  const { token = '' } = useParams();
  const path = `shared/${encodeURIComponent(token)}`;
  const { data, error, refetch } = useQuery({
    queryKey: ['shared', path],
    queryFn: ({ signal }) => request<SharedDashboard>(path, { signal }),
  });
  if (!data && !error) return <Splash />;
  return (
    <>
      <Header name={data?.project.name ?? ''} />
      <Box component="main" id="main" sx={{ maxWidth: 1440, mx: 'auto', px: { xs: 1.5, sm: 3 }, py: 2.5 }}>
        {data ? (
          <Tiles dashboard={data} path={path} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </Box>
    </>
  );
}

function Header({ name }: { name: string }) {
  return (
    <Stack
      component="header"
      direction="row"
      alignItems="center"
      gap={1}
      sx={{ height: 48, px: 1.5, bgcolor: 'background.paper', borderBottom: 1, borderColor: 'divider' }}
    >
      <Logo />
      <Typography noWrap sx={{ flex: 1, fontWeight: 600 }}>
        {name}
      </Typography>
      <LocaleMenu />
      <ThemeMenu />
    </Stack>
  );
}

function Tiles({ dashboard, path }: { dashboard: SharedDashboard; path: string }) {
  const translate = useTranslate();
  const { name, project, tiles } = dashboard;
  return (
    <>
      <PageHeader title={name} note={translate('gs.dashboards.readOnly')} />
      {tiles.length === 0 && <EmptyState title={translate('gs.dashboards.noTiles')} />}
      <TileGrid>
        {tiles.map((tile) => (
          <ReportTile
            key={tile.reportId}
            tile={tile}
            path={`${path}/reports/${tile.reportId}`}
            project={project}
          />
        ))}
      </TileGrid>
    </>
  );
}
