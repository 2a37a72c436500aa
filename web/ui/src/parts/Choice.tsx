import { CheckOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { useEscape } from '../keys/escape';

export interface ChoiceProps<T extends string> {
  /** What is chosen; read out. */
  label: string;
  icon?: ReactNode;
  /** Shown on the button beside the icon. */
  text?: ReactNode;
  value: T | null;
  options: readonly { value: T; text: ReactNode; icon?: ReactNode }[];
  onChoose(value: T): void;
}

/** A button that opens a short list to choose from. */
export function Choice<T extends string>({ label, icon, text, value, options, onChoose }: ChoiceProps<T>) {
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const items = options.map((option) => ({
    key: option.value,
    icon: option.icon ?? <CheckOutlined style={{ visibility: option.value === value ? 'visible' : 'hidden' }} aria-hidden />,
    label: option.text,
  }));
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{ items, selectable: true, selectedKeys: value ? [value] : [], onClick: ({ key }) => onChoose(key as T) }}
    >
      <Button type="text" icon={icon} aria-label={label} title={label}>
        {text}
      </Button>
    </Dropdown>
  );
}
