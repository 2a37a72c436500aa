import { Navigate, Route, Routes } from 'react-router';
import { CampaignList } from './CampaignList';
import { CampaignView } from './CampaignView';
import { NewCampaign } from './NewCampaign';
import { WhyPage } from './WhyPage';

/** Campaigns: the list, one of them, a new one, and why somebody is not called. */
export default function CampaignsPage() {
  return (
    <Routes>
      <Route index element={<CampaignList />} />
      <Route path="new" element={<NewCampaign />} />
      <Route path="why" element={<WhyPage />} />
      <Route path=":id/*" element={<CampaignView />} />
      <Route path="*" element={<Navigate to="/campaigns" replace />} />
    </Routes>
  );
}
