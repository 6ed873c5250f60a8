import type { Flag } from '@groundswell/contracts';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useMayExperiment } from '../experiments/useExperiments.js';
import { useFlagWrites } from './useFlags.js';

/** On or off in one environment; what people see changes at once, so that it is asked first. */
export function EnvironmentSwitch({ flag, environment }: { flag: Flag; environment: string }) {
  const translate = useTranslate();
  const mayWrite = useMayExperiment();
  const { change } = useFlagWrites();
  const [isAsked, setAsked] = useState(false);
  const isOn = flag.environments[environment] === true;
  const names = { flag: flag.key, environment };
  const act = isOn ? 'off' : 'on';
  return (
    <>
      <Switch
        size="small"
        checked={isOn && !flag.archivedAt}
        disabled={!mayWrite || flag.archivedAt !== null}
        onChange={() => setAsked(true)}
        slotProps={{ input: { 'aria-label': translate('gs.flags.isOn', names) } }}
      />
      {isAsked && (
        <ConfirmDialog
          title={translate(`gs.flags.turn.${act}`, names)}
          text={translate(`gs.flags.turnText.${act}`)}
          confirm={translate(`gs.flags.turnConfirm.${act}`)}
          isDangerous={isOn}
          onConfirm={() => change.mutateAsync({ flag, environments: { [environment]: !isOn } })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
