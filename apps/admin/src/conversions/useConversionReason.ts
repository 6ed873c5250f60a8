import { AD_NETWORKS, type Problem } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useReason } from '../i18n/useReason.js';

/** Why a conversion was not sent, in the reader's language, the network's name too. */
export function useConversionReason(): ReturnType<typeof useReason> {
  const translate = useTranslate();
  const reasonOf = useReason();
  return (reason, { code, values }: Pick<Problem, 'code' | 'values'>) => {
    const said = String(values?.network ?? '')
      .toLowerCase()
      .replaceAll(' ', '');
    const network = AD_NETWORKS.find((name) => name === said);
    const named = network && { ...values, network: translate(`gs.conversions.network.${network}`) };
    return reasonOf(reason, { code, values: named ?? values });
  };
}
