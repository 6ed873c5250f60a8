import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { useMayCampaign } from '../links/useLinks.js';
import { RulesPanel } from './RulesPanel.js';
import { TrialPanel } from './TrialPanel.js';
import { type ChannelRulesView, useChannelRules, useChannelWrites } from './useChannelRules.js';

/** By which rules arrivals are filed under channels. */
export function ChannelsPage() {
  const rules = useChannelRules();
  return (
    <ReportBody report={rules} height={480}>
      {/* What others saved meanwhile begins anew. */}
      {(view) => <ChannelsEditor key={view.version} view={view} />}
    </ReportBody>
  );
}

function ChannelsEditor({ view }: { view: ChannelRulesView }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const mayWrite = useMayCampaign();
  const { save, reset } = useChannelWrites();
  const [draft, setDraft] = useState({ rules: view.rules, names: view.ownNames });
  const [isResetting, setIsResetting] = useState(false);
  const isChanged = JSON.stringify(draft) !== JSON.stringify({ rules: view.rules, names: view.ownNames });
  const ownKeys = new Set(draft.names.map(({ key }) => key));
  const names = [...draft.names, ...view.names.filter(({ key }) => !ownKeys.has(key))];
  return (
    <>
      <PageHeader title={translate('gs.channels.title')} note={translate('gs.channels.help')}>
        {mayWrite && !view.isDefault && !isChanged && (
          <Button color="inherit" onClick={() => setIsResetting(true)} data-testid="reset-channels">
            {translate('gs.channels.reset')}
          </Button>
        )}
        {mayWrite && isChanged && (
          <>
            <Button color="inherit" onClick={() => setDraft({ rules: view.rules, names: view.ownNames })}>
              {translate('gs.channels.discard')}
            </Button>
            <Button
              variant="contained"
              loading={save.isPending}
              onClick={() => save.mutate({ ...draft, version: view.version })}
              data-testid="save-channels"
            >
              {translate('gs.action.save')}
            </Button>
          </>
        )}
      </PageHeader>
      <Stack spacing={2}>
        {save.error && <Alert severity="error">{errorText(save.error)}</Alert>}
        <TrialPanel rules={draft.rules} names={names} />
        <RulesPanel
          {...{ draft, names, mayWrite }}
          isDefault={view.isDefault && !isChanged}
          onChange={setDraft}
        />
      </Stack>
      {isResetting && (
        <ConfirmDialog
          title={translate('gs.channels.resetTitle')}
          text={translate('gs.channels.resetText')}
          confirm={translate('gs.channels.reset')}
          isDangerous
          onConfirm={() => reset.mutateAsync()}
          onClose={() => setIsResetting(false)}
        />
      )}
    </>
  );
}
