import { softphoneStates } from '@callcenter/softphone';
import { readNonce } from '@callcenter/ui';
import { ConfigProvider, Typography } from 'antd';

export function App() {
  return (
    <ConfigProvider csp={{ nonce: readNonce() }} button={{ autoInsertSpace: false }}>
      <Typography.Title>CallCenter</Typography.Title>
      <Typography.Text>{softphoneStates.join(', ')}</Typography.Text>
    </ConfigProvider>
  );
}
