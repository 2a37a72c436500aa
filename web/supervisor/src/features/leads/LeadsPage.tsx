import { Route, Routes } from 'react-router';
import { LeadPage } from './LeadPage';
import { LeadSearch } from './LeadSearch';

/** The search, and one lead. */
export default function LeadsPage() {
  return (
    <Routes>
      <Route index element={<LeadSearch />} />
      <Route path=":id" element={<LeadPage />} />
    </Routes>
  );
}
