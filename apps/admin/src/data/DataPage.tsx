import { lazy } from 'react';
import { useTranslate } from 'react-admin';
import { Navigate, Route, Routes } from 'react-router-dom';
import { NotFoundPage } from '../feedback/NotFoundPage.js';
import { PageHeader } from '../layout/PageHeader.js';
import { PageTabs } from '../layout/PageTabs.js';
import { DeadLettersTab } from './dead-letters/DeadLettersTab.js';
import { KeysTab } from './keys/KeysTab.js';
import { LiveTab } from './live/LiveTab.js';

const ImportsTab = lazy(async () => ({ default: (await import('./imports/ImportsTab.js')).ImportsTab }));

export function DataPage() {
  const translate = useTranslate();
  const tabs = [
    { path: 'live', label: translate('gs.data.live') },
    { path: 'imports', label: translate('gs.data.imports') },
    { path: 'dead-letters', label: translate('gs.data.deadLetters') },
    { path: 'keys', label: translate('gs.data.keys') },
  ];
  return (
    <>
      <PageHeader title={translate('gs.data.title')} />
      <PageTabs page="data" tabs={tabs} />
      <Routes>
        <Route path="live" element={<LiveTab />} />
        <Route path="imports" element={<ImportsTab />} />
        <Route path="dead-letters" element={<DeadLettersTab />} />
        <Route path="keys" element={<KeysTab />} />
        <Route index element={<Navigate to="live" replace />} />
        <Route path="*" element={<NotFoundPage isPart />} />
      </Routes>
    </>
  );
}
