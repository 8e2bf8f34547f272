import type { Words } from '..';
import { formatCount } from '../../money';
import { invoices } from './count';

export const columnSet: Words['columnSet'] = {
  open: '列',
  label: '一覧の列',
  help: 'ドラッグ、または Alt と矢印キーで並べ替えます。',
  fixed: '常に表示',
  up: (column) => `${column} を上へ`,
  down: (column) => `${column} を下へ`,
  moved: (column, place, of) => `${column} は ${of} 列中 ${place} 番目です`,
  reset: '標準に戻す',
  resetLabel: '標準の列と幅',
  headHelp: 'Shift と左右の矢印キーで幅を変えます。',
  width: (column, width) => `${column} の幅は ${formatCount(width)} です`,
  shownMore: '列の表示と非表示',
};

export const createdBy: Words['createdBy'] = { background: '自動請求', manual: '手動' };

export const savedViews: Words['savedViews'] = {
  heading: '保存したビュー',
  save: 'ビューを保存…',
  saveTitle: 'ビューを保存',
  renameTitle: (name) => `${name} の名前を変更`,
  name: '名前',
  nameHelp: 'フィルター、並び順、列が保存されます。',
  nameMissing: '名前を入力してください。',
  nameTaken: (name) => `${name} という名前のビューはすでにあります。`,
  go: 'ビューを保存',
  goRename: '名前を変更',
  modified: '変更あり',
  saveChanges: '変更を保存',
  revert: '元に戻す',
  revertLabel: '保存したときのビューに戻す',
  more: (name) => `${name} のその他の操作`,
  rename: '名前を変更…',
  update: '表示中の内容で更新',
  up: '上へ',
  down: '下へ',
  remove: '削除',
  removed: (name) => `${name} を削除しました`,
  updated: (name) => `${name} を保存しました`,
  saved: (name) => `${name} を保存しました`,
  undo: '取り消す',
  failed: '保存したビューは変更されませんでした。',
};

export const sums: Words['sums'] = {
  more: (count) => `ほか ${formatCount(count)} 件`,
  moreLabel: (count) => `ほか ${formatCount(count)} 通貨`,
  all: '通貨別の合計',
  counted: invoices,
  said: (count, totals) =>
    totals ? `${invoices(count)}を表示中。合計 ${totals}` : `${invoices(count)}を表示中`,
};

export const ownWindow: Words['ownWindow'] = {
  open: '別のウィンドウで開く',
  title: (number, customer) => `${number} · ${customer}`,
  gone: 'この接続は見つかりません。',
};
