import type { AdNetwork } from '@groundswell/contracts';
import type { Protocol } from './network.js';
import { BAIDU } from './networks/baidu.js';
import { GOOGLE } from './networks/google.js';
import { META } from './networks/meta.js';
import { OCEAN_ENGINE } from './networks/ocean-engine.js';
import { TENCENT } from './networks/tencent.js';
import { TIKTOK } from './networks/tiktok.js';

const PROTOCOLS: { [N in AdNetwork]: Protocol<N> } = {
  meta: META,
  google: GOOGLE,
  tiktok: TIKTOK,
  baidu: BAIDU,
  tencent: TENCENT,
  oceanengine: OCEAN_ENGINE,
};

export const protocolOf = <N extends AdNetwork>(network: N): Protocol<N> => PROTOCOLS[network] as Protocol<N>;
