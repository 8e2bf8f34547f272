/** 操作、コマンド、キー、メニュー、通知。 */
import type { Words } from '..';
import { formatCount } from '../../money';
import { items } from './count';

export const keyNames: Words['keyNames'] = {
  Control: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
  Enter: 'Enter',
  Escape: 'Esc',
  ' ': 'スペース',
  Home: 'Home',
  End: 'End',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

export const actions: Words['actions'] = {
  groups: {
    go: '移動',
    invoice: '請求書',
    list: '一覧',
    file: 'ファイル',
    sync: '同期',
    connection: '接続',
    view: '表示',
    window: 'ウィンドウ',
    help: 'ヘルプ',
  },
  menus: { file: 'ファイル', view: '表示', invoice: '請求書', go: '移動', help: 'ヘルプ' },
  cannot: (label) => `今はできません: ${label.replace(/…$/, '')}`,
  go: (view) => view,
  goHint: '表示します',
  openSettings: '設定',
  settingsOf: (section) => `設定: ${section}`,
  palette: 'コマンド…',
  keys: 'キーボード…',
  keysAlso: 'ショートカット キー ヘルプ',
  search: '請求書を検索',
  create: '新しい請求書…',
  createHint: '空で始まり、請求はしません',
  export: 'PDF を保存…',
  exportHint: 'ファイルを書くだけで、何も変えません',
  savePdf: 'PDF を保存…',
  printPdf: 'PDF を印刷…',
  printHint: '印刷のために開きます',
  printFailed: 'PDF を開けませんでした。',
  openInPortal: 'ポータルで開く',
  previous: '前の請求書',
  next: '次の請求書',
  copyNumber: '請求書番号をコピー',
  ownWindow: '別のウィンドウで開く',
  closeDetail: '請求書を閉じる',
  tab: (name) => `${name}を表示`,
  selectAll: '表示中をすべて選択',
  clearSelection: '選択を解除',
  asks: '先に確認します',
  destructive: '先に確認します。元に戻せません',
  number: '期間と番号を編集…',
  addLine: '明細を追加…',
  syncNow: '今すぐ同期',
  resume: '同期を再開',
  pause: '同期を一時停止',
  full: 'すべてを確認',
  fullHint: 'すべての請求書を読み直し、照合します',
  verify: '今すぐ照合',
  verifyHint: 'ポータルと比べるだけで、何も変えません',
  token: 'トークンを差し替え…',
  giveToken: 'トークンを入力…',
  switchTo: (name) => `${name} に切り替え`,
  add: '接続を追加…',
  forget: 'この接続を削除…',
  theme: (name) => `テーマ: ${name}`,
  density: (name) => `行: ${name}`,
  lookAlso: '外観 ダーク ライト テーマ 行間',
  backUp: 'バックアップ…',
  restore: '復元…',
  dataFolder: 'データのフォルダーを表示',
  logFolder: 'ログのフォルダーを表示',
  licences: '第三者のライセンス…',
  zoomIn: '拡大',
  zoomOut: '縮小',
  zoomReset: '実寸',
  zoomAlso: 'ズーム',
  nextPane: '次の領域',
  previousPane: '前の領域',
  quit: 'Billfold を終了',
  showWindow: 'Billfold を表示',
  why: {
    noInvoice: '先に請求書を開いてください。',
    first: '一覧の最初の請求書です。',
    last: '一覧の最後の請求書です。',
    noNumber: 'まだ番号がありません。',
    sample: 'サンプルデータにはポータルがありません。',
    noList: '先に請求書の一覧に移動してください。',
    nothingShown: '表示中の請求書がありません。',
    nothingSelected: '選択中の請求書がありません。',
    notSyncing: '同期は実行されていません。',
    offline: '今はポータルに接続できません。',
    smallest: 'これ以上は縮小できません。',
    largest: 'これ以上は拡大できません。',
  },
};

export const palette: Words['palette'] = {
  label: 'コマンド',
  open: 'コマンド',
  input: '検索またはコマンドの実行',
  results: '結果',
  groups: { recent: '最近', customers: '顧客', invoices: '請求書', actions: '操作' },
  hits: (count) => `このコンピューターに ${items(count)}`,
  none: (query) => `「${query}」に一致するものはありません`,
  noneHelp: '名前や番号の一部でお試しください。アクセントや大文字小文字は区別しません。',
  failed: '請求書を検索できませんでした。',
  showAll: (count, query) =>
    count === 1
      ? `「${query}」に一致する請求書を表示`
      : `「${query}」に一致する請求書 ${items(count)}をすべて表示`,
  customerHint: '請求書を表示',
  move: '移動',
  enter: '開く',
  pdf: 'PDF を開く',
  only: 'コマンドのみ',
  overdue: (state, days) => (days === null ? `${state}、期限超過` : `${state}、${formatCount(days)} 日超過`),
};

export const keyMap: Words['keyMap'] = {
  title: 'キーボード',
  label: 'キー',
  lead: '1 文字のキーは、一覧にフォーカスがある間だけ働きます。',
  or: 'または',
  list: '一覧で',
  pdf: 'PDF で',
  keys: {
    move: '一覧の中を移動',
    jump: '最初と最後の行',
    page: '1 ページ上下',
    tick: '行を選択',
    extend: '続けて選択',
    all: '表示中をすべて選択',
    enter: '請求書の中へ',
    escape: '閉じる、解除、一覧へ戻る',
    zoom: '拡大・縮小',
    fit: '幅に合わせる',
  },
};

export const tray: Words['tray'] = {
  connection: (name, state) => `${name}: ${state}`,
};

export const news: Words['news'] = {
  title: (unpaid, failed) =>
    [
      unpaid > 0 ? `未払いになった請求書 ${items(unpaid)}` : null,
      failed > 0 ? `失敗した請求書 ${items(failed)}` : null,
    ]
      .filter(Boolean)
      .join('、'),
  body: (connection, examples, all) => {
    const more = all - examples.length;
    const named = [...examples, ...(more > 0 ? [`ほか ${items(more)}`] : [])].join('\n');
    return named ? `${connection}\n${named}` : connection;
  },
};
