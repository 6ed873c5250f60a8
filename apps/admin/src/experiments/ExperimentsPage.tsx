import { Route, Routes } from 'react-router-dom';
import { ExperimentList } from './ExperimentList.js';
import { ExperimentPage } from './ExperimentPage.js';
import { LayersPage } from './layers/LayersPage.js';
import { EditDraftPage, NewExperimentPage } from './wizard/WizardPages.js';

export function ExperimentsPage() {
  return (
    <Routes>
      <Route index element={<ExperimentList />} />
      <Route path="new" element={<NewExperimentPage />} />
      <Route path="layers" element={<LayersPage />} />
      <Route path=":id" element={<ExperimentPage />} />
      <Route path=":id/edit" element={<EditDraftPage />} />
    </Routes>
  );
}
