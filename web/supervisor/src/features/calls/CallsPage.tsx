import { Route, Routes } from 'react-router';
import { CallList } from './CallList';
import { CallPage } from './CallPage';

/** The list of calls, and one of them. */
export default function CallsPage() {
  return (
    <Routes>
      <Route index element={<CallList />} />
      <Route path=":id" element={<CallPage />} />
    </Routes>
  );
}
