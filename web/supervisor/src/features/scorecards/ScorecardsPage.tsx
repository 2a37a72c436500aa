import { Route, Routes } from 'react-router';
import { CardList } from './CardList';
import { CardPage } from './CardPage';

/** All scorecards, and one of them being made. */
export default function ScorecardsPage() {
  return (
    <Routes>
      <Route index element={<CardList />} />
      <Route path=":id" element={<CardPage />} />
    </Routes>
  );
}
