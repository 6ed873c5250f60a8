import type { layers as english } from '../en/layers.js';

export const layers: typeof english = {
  title: '互斥层与长期留白',
  help: '让一个实验的人不进入其他实验，也让少数人不进入任何实验。',
  layers: '互斥层',
  layersHelp: '同一层的实验各占一部分人，没有人会同时进入其中两个。',
  new: '新建互斥层',
  rename: '重命名 %{layer}',
  delete: '删除 %{layer}',
  deleteText: '其中没有实验。它的标识可以再次使用，分流结果与之前相同。',
  inUse: '其中还有实验：请先移出或归档。',
  free: '剩余 %{percent}',
  own: '本实验',
  oldHash:
    '较早创建的互斥层：相似的标识（如 1、2、3）分得不够均匀，实验得到的人数可能略多或略少于其占比，结果依然正确。当层中没有其他实验在进行时，新开始的实验会让它自动改用均匀的方式；若现在就要均匀，请将下一个实验放进新的互斥层。',
  noLayers: '还没有互斥层：每个实验面向所有人，同一人可能同时在多个实验中。',
  holdouts: '长期留白',
  holdoutsHelp: '少数人不接受任何测试与上线的改动；其他人比他们多出来的，就是全部改动的成效。',
  newHoldout: '新建长期留白',
  noHoldouts: '没有人被留白。',
  share: '%{percent} 的人被留白',
  from: '不参与：',
  fromNothing: '还没有实验遵守它；请在实验的“定向”中选择。',
  keptTo: '仍有实验遵守它时只能归档，不能删除。',
  heldOut: '目前见到：留白 %{held} 人，其他 %{others} 人。',
  impact: '全部改动合计，其他人相对留白组：',
  noImpact: '暂时看不出差异。',
};
