import { AppstoreOutlined, BarsOutlined } from '@ant-design/icons';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import { FilterBar } from '../../parts/FilterBar';
import { type StateCounts, states } from './figures';
import { clearFilter, isFiltered, useFilter } from './filter';

/** Team, campaign, state, name; tiles or table. */
export function BoardFilter({ counts }: { counts: StateCounts }) {
  const { t } = useTranslation('board');
  const filter = useFilter();
  const teams = useBoard((board) => board.teams);
  const campaigns = useBoard((board) => board.campaigns);
  return (
    <FilterBar
      search={{ value: filter.search, placeholder: t('searchAgent'), onChange: (search) => useFilter.setState({ search }) }}
      active={isFiltered(filter)}
      onClear={clearFilter}
      aside={
        <Segmented<'tiles' | 'table'>
          aria-label={t('view.label')}
          value={filter.view}
          onChange={(view) => useFilter.setState({ view })}
          options={[
            { value: 'tiles', icon: <AppstoreOutlined aria-hidden />, label: t('view.tiles') },
            { value: 'table', icon: <BarsOutlined aria-hidden />, label: t('view.table') },
          ]}
        />
      }
    >
      {teams.length > 1 && (
        <Picker
          label={t('allTeams')}
          value={filter.team}
          options={teams.map((team) => ({ value: team.id as string, label: team.name }))}
          onChoose={(team) => useFilter.setState({ team })}
        />
      )}
      <Picker
        label={t('allCampaigns')}
        value={filter.campaign}
        options={[...campaigns.values()].map((campaign) => ({ value: campaign.id as string, label: campaign.name }))}
        onChoose={(campaign) => useFilter.setState({ campaign })}
      />
      <Picker
        label={t('allStates')}
        value={filter.state}
        options={states.map((state) => ({ value: state, label: `${t(`state.${state}`)} (${counts[state]})` }))}
        onChoose={(state) => useFilter.setState({ state })}
      />
    </FilterBar>
  );
}

interface PickerProps<T extends string> {
  label: string;
  value: T | null;
  options: { value: T; label: string }[];
  onChoose(value: T | null): void;
}

function Picker<T extends string>({ label, value, options, onChoose }: PickerProps<T>) {
  return (
    <Select<T>
      aria-label={label}
      placeholder={label}
      value={value}
      options={options}
      onChange={(chosen) => onChoose(chosen ?? null)}
      allowClear
      popupMatchSelectWidth={false}
      style={{ minWidth: 132 }}
    />
  );
}
