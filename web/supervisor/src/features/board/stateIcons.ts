import {
  BellOutlined,
  CheckCircleOutlined,
  CoffeeOutlined,
  DisconnectOutlined,
  EditOutlined,
  LoadingOutlined,
  PhoneOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { ShownState } from './figures';

/** Besides colour and word. */
export const stateIcons: Record<ShownState, ComponentType<{ 'aria-hidden'?: boolean }>> = {
  talking: PhoneOutlined,
  reserved: BellOutlined,
  ready: CheckCircleOutlined,
  wrapUp: EditOutlined,
  paused: CoffeeOutlined,
  unreachable: DisconnectOutlined,
  connecting: LoadingOutlined,
};
