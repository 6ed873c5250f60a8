import { useTranslate } from 'react-admin';
import { Navigate, Route, Routes } from 'react-router-dom';
import { NotFoundPage } from '../feedback/NotFoundPage.js';
import { PageHeader } from '../layout/PageHeader.js';
import { PageTabs } from '../layout/PageTabs.js';
import { useProject } from '../projects/ProjectContext.js';
import { AuditTab } from './AuditTab.js';
import { CollectionTab } from './CollectionTab.js';
import { DataTab } from './DataTab.js';
import { GeneralTab } from './GeneralTab.js';
import { MembersTab } from './MembersTab.js';

export function SettingsPage() {
  const translate = useTranslate();
  const { canManage } = useProject();
  const tabs = [
    { path: 'general', label: translate('gs.settings.general') },
    { path: 'members', label: translate('gs.settings.members') },
    // Its route refuses everybody else.
    ...(canManage ? [{ path: 'collection', label: translate('gs.settings.collection') }] : []),
    ...(canManage ? [{ path: 'data', label: translate('gs.settings.data') }] : []),
    ...(canManage ? [{ path: 'audit', label: translate('gs.settings.audit') }] : []),
  ];
  return (
    <>
      <PageHeader title={translate('gs.settings.title')} />
      <PageTabs page="settings" tabs={tabs} />
      <Routes>
        <Route path="general" element={<GeneralTab />} />
        <Route path="members" element={<MembersTab />} />
        <Route path="collection" element={<CollectionTab />} />
        <Route path="data" element={<DataTab />} />
        <Route path="audit" element={<AuditTab />} />
        <Route index element={<Navigate to="general" replace />} />
        <Route path="*" element={<NotFoundPage isPart />} />
      </Routes>
    </>
  );
}
