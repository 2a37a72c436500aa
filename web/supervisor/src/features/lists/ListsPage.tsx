import { Route, Routes } from 'react-router';
import { ListOverview } from './ListOverview';
import { ListPage } from './ListPage';
import { UploadPage } from './UploadPage';
import { UploadWizard } from './wizard/UploadWizard';

/** All lists, one of them, and the way of a file into it. */
export default function ListsPage() {
  return (
    <Routes>
      <Route index element={<ListOverview />} />
      <Route path=":id" element={<ListPage />} />
      <Route path=":id/upload" element={<UploadWizard />} />
      <Route path=":id/uploads/:upload" element={<UploadPage />} />
    </Routes>
  );
}
