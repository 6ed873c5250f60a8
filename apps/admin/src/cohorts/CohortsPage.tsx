import { Route, Routes } from 'react-router-dom';
import { NotFoundPage } from '../feedback/NotFoundPage.js';
import { CohortList } from './CohortList.js';
import { CohortPage } from './CohortPage.js';

export function CohortsPage() {
  return (
    <Routes>
      <Route index element={<CohortList />} />
      <Route path=":cohortId" element={<CohortPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
