import type { FunnelAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { useScheme } from '../theme/useTokens.js';
import { timesOption } from './times-option.js';

/** How long it took from the first step to the last. */
export function ConversionTimes({ times }: { times: FunnelAnswer['conversionTimes'] }) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const option = timesOption({ times, scheme, format, people: translate('gs.funnel.users') });
  return <EChart option={option} height={208} label={translate('gs.funnel.timesLabel')} />;
}
