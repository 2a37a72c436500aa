import type { Softphone } from '@callcenter/softphone';
import { showToast } from '@callcenter/ui';
import i18next from 'i18next';

/** "Headset changed": says so when devices come and go. */
export function startNotices(phone: Softphone): () => void {
  return phone.onNotice((notice) => {
    if (notice.role === 'microphone') {
      const device = notice.device?.label || i18next.t('notice.device', { ns: 'banners' });
      showToast({
        tone: notice.what === 'lost' ? 'bad' : 'info',
        text: i18next.t(`notice.${notice.what}`, { ns: 'banners', device }),
      });
    }
  });
}
