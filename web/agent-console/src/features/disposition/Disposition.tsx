import { FlagOutlined } from '@ant-design/icons';
import { Panel, useShortcuts } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { dispositionText } from '../../desk/words';
import { CallbackForm } from './CallbackForm';
import { DispositionGrid } from './DispositionGrid';
import { changeDraft, promisesCall, useDraft } from './draftStore';
import { SaveButtons } from './SaveButtons';
import { WrapUpBar } from './WrapUpBar';

/** How did the call end? One key, and the next one. */
export function Disposition() {
  const { t } = useTranslation('disposition');
  const pop = useDesk((desk) => desk.pop);
  const draft = useDraft();
  const choices = pop?.dispositions ?? [];
  useShortcuts(
    choices
      .filter((choice) => choice.hotkey)
      .map((choice) => ({
        id: `disposition.${choice.code}`,
        chord: choice.hotkey ?? '',
        group: t('keys.group'),
        label: dispositionText(choice.code, choice.name),
        listed: false,
        run: () => changeDraft({ disposition: choice.code }),
      })),
  );
  if (!pop) {
    return null;
  }

  const chosen = choices.find((choice) => choice.code === draft.disposition);
  return (
    <Panel
      title={t('title')}
      icon={<FlagOutlined />}
      aside={t('keysHint')}
      foot={
        <>
          <SaveButtons pop={pop} />
          <WrapUpBar />
        </>
      }
    >
      <DispositionGrid choices={choices} chosen={draft.disposition} onChoose={(disposition) => changeDraft({ disposition })} />
      {promisesCall(chosen) && <CallbackForm pop={pop} draft={draft} onChange={changeDraft} />}
    </Panel>
  );
}
