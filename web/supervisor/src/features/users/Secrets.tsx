import { DialogBox } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ShownOnce } from '../../parts/ShownOnce';

/** Passwords that were made, each with a button that copies it. Only the button closes it: what is lost here is lost. */
export function Secrets({
  title,
  secrets,
  onClose,
}: {
  title: string;
  secrets: readonly { label: string; secret: string }[];
  onClose(): void;
}) {
  const { t } = useTranslation('users');
  return (
    <DialogBox
      title={title}
      onClose={onClose}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('handedOver')}
        </Button>
      }
    >
      {secrets.map((each) => (
        <ShownOnce key={each.label} {...each} />
      ))}
    </DialogBox>
  );
}
