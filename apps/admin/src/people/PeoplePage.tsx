import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Navigate, Route, Routes } from 'react-router-dom';
import { PageHeader } from '../layout/PageHeader.js';
import { PageTabs } from '../layout/PageTabs.js';
import { MergeLog } from './MergeLog.js';
import { PeopleTab } from './PeopleTab.js';
import { PersonPage } from './PersonPage.js';

export function PeoplePage() {
  return (
    <Routes>
      <Route path="all" element={<Tabbed tab={<PeopleTab />} />} />
      <Route path="merges" element={<Tabbed tab={<MergeLog />} />} />
      <Route path=":personId" element={<PersonPage />} />
      <Route path="*" element={<Navigate to="all" replace />} />
    </Routes>
  );
}

function Tabbed({ tab }: { tab: ReactNode }) {
  const translate = useTranslate();
  const tabs = [
    { path: 'all', label: translate('gs.people.all') },
    { path: 'merges', label: translate('gs.people.merges') },
  ];
  return (
    <>
      <PageHeader title={translate('gs.people.title')} />
      <PageTabs page="people" tabs={tabs} />
      {tab}
    </>
  );
}
