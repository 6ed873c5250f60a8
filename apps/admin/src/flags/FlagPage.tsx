import { ENVIRONMENTS, type Flag } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { useMayExperiment } from '../experiments/useExperiments.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { NotFoundPage } from '../feedback/NotFoundPage.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { EnvironmentSwitch } from './EnvironmentSwitch.js';
import { FlagDialog } from './FlagDialog.js';
import { RolloutsPanel } from './RolloutsPanel.js';
import { RuleLine } from './RuleLine.js';
import { SnippetsPanel } from './SnippetsPanel.js';
import { TryPanel } from './TryPanel.js';
import { useFlags, useFlagWrites } from './useFlags.js';
import { useWaitText } from './useRuleLimits.js';

/** One flag: where it is on, who gets what, and how the product asks for it. */
export function FlagPage() {
  const flags = useFlags();
  const { flagId } = useParams();
  return (
    <ReportBody report={flags} height={320}>
      {(found) => {
        const flag = found.find(({ id }) => String(id) === flagId);
        return flag ? <OneFlag flag={flag} /> : <NotFoundPage />;
      }}
    </ReportBody>
  );
}

function OneFlag({ flag }: { flag: Flag }) {
  const mayWrite = useMayExperiment();
  return (
    <>
      <PageHeader title={flag.key} note={flag.description}>
        {mayWrite && <Actions flag={flag} />}
      </PageHeader>
      <Stack spacing={2}>
        <StatePanel flag={flag} />
        <RolloutsPanel flag={flag} />
        <TryPanel flag={flag} />
        <SnippetsPanel flag={flag} />
      </Stack>
    </>
  );
}

function Actions({ flag }: { flag: Flag }) {
  const translate = useTranslate();
  const { archive } = useFlagWrites();
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const act = flag.archivedAt ? 'restore' : 'archive';
  const close = () => setOpen(null);
  return (
    <Stack direction="row" gap={1}>
      <Button color="inherit" onClick={() => setOpen('archive')}>
        {translate(`gs.flags.${act}`)}
      </Button>
      {!flag.archivedAt && (
        <Button variant="contained" onClick={() => setOpen('edit')} data-testid="edit-flag">
          {translate('gs.flags.edit')}
        </Button>
      )}
      {open === 'edit' && <FlagDialog flag={flag} onClose={close} />}
      {open === 'archive' && (
        <ConfirmDialog
          title={translate(`gs.flags.${act}Title`, { flag: flag.key })}
          text={translate(`gs.flags.${act}Text`)}
          confirm={translate(`gs.flags.${act}`)}
          isDangerous={act === 'archive'}
          onConfirm={() => archive.mutateAsync(flag)}
          onClose={close}
        />
      )}
    </Stack>
  );
}

function StatePanel({ flag }: { flag: Flag }) {
  const translate = useTranslate();
  const waits = useWaitText();
  return (
    <Panel title={translate('gs.flags.state')} testId="flag-state">
      <Stack direction="row" gap={3} flexWrap="wrap" sx={{ mb: 1.5 }}>
        {ENVIRONMENTS.map((name) => (
          <Stack key={name} direction="row" alignItems="center" gap={0.5}>
            <EnvironmentSwitch flag={flag} environment={name} />
            <Typography variant="body2">{name}</Typography>
          </Stack>
        ))}
      </Stack>
      {[...new Set(flag.prerequisites.map(waits))].map((text) => (
        <Typography key={text} variant="body2" sx={{ mb: 1, overflowWrap: 'anywhere' }}>
          {text}
        </Typography>
      ))}
      <Stack component="ol" spacing={0.75} sx={{ m: 0, pl: 2.5 }}>
        {flag.rules.map((rule) => (
          <RuleLine key={rule.id} flag={flag} rule={rule} />
        ))}
        <Typography component="li" variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {translate('gs.flags.otherwise')} <code>{JSON.stringify(flag.defaultValue ?? null)}</code>
        </Typography>
      </Stack>
    </Panel>
  );
}
