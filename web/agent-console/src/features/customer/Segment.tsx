import { Chip } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';

const known = ['vip', 'major', 'ordinary', 'small'] as const;

/** How important the customer is; segments of the house are shown as uploaded. */
export function Segment({ segment }: { segment: string }) {
  const { t } = useTranslation('customer');
  const code = known.find((entry) => entry === segment.toLowerCase());
  return <Chip tone={code === 'vip' || code === 'major' ? 'warn' : 'plain'}>{code ? t(`segment.${code}`) : segment}</Chip>;
}
