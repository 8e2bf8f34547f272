/** 一覧の列と保存したビューの言葉。 */
import type { Words } from '..';
import { formatCount } from '../../money';

export const columnSet: Words['columnSet'] = {
  open: '列',
  label: '一覧の列',
  help: 'ドラッグ、または Alt と矢印キーで順序を変えます。',
  fixed: '常に表示',
  up: (column) => `${column}を上へ`,
  down: (column) => `${column}を下へ`,
  moved: (column, place, of) => `${column}は ${of} 列中 ${place} 番目です`,
  reset: '標準に戻す',
  resetLabel: '標準の列と幅',
  headHelp: 'Shift と左右の矢印キーで幅を変えます。',
  width: (column, width) => `${column}の幅は ${formatCount(width)} です`,
  shownMore: '列の表示と非表示',
};

export const createdBy: Words['createdBy'] = { background: '自動請求', manual: '手動' };

export const savedViews: Words['savedViews'] = {
  heading: '保存したビュー',
  save: 'ビューを保存…',
  saveTitle: 'ビューを保存',
  renameTitle: (name) => `${name}の名前を変更`,
  name: '名前',
  nameHelp: '絞り込み、並び順、列をこの名前で保存します。',
  nameMissing: '名前を入力してください。',
  nameTaken: (name) => `${name}という名前のビューがすでにあります。`,
  go: 'ビューを保存',
  goRename: '名前を変更',
  modified: '変更あり',
  saveChanges: '変更を保存',
  revert: '元に戻す',
  revertLabel: '保存したときのビューに戻します',
  more: (name) => `${name}のその他の操作`,
  rename: '名前を変更…',
  update: '現在の表示で更新',
  up: '上へ',
  down: '下へ',
  remove: '削除',
  removed: (name) => `${name}を削除しました`,
  updated: (name) => `${name}を保存しました`,
  saved: (name) => `${name}を保存しました`,
  undo: '取り消す',
  failed: '保存したビューは変更されませんでした。',
};
