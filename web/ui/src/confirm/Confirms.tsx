import { useTranslation } from 'react-i18next';
import { DialogBox } from '../parts/DialogBox';
import { useConfirm } from './confirmStore';

/** The place of the questions that {@link confirm} asks: once in a page. */
export function Confirms() {
  const { t } = useTranslation();
  const asked = useConfirm((state) => state.asked);
  if (!asked) {
    return null;
  }

  return (
    <DialogBox
      title={asked.title}
      onClose={() => asked.answer(false)}
      onOk={() => asked.answer(true)}
      okText={asked.action ?? t('confirm.yes')}
      cancelText={asked.cancel ?? t('cancel')}
      okButtonProps={{ danger: asked.danger === true, autoFocus: !asked.danger }}
      cancelButtonProps={{ autoFocus: asked.danger === true }}
      width={440}
      zIndex={1300}
    >
      {asked.text}
    </DialogBox>
  );
}
