import type { Words } from '..';
import { formatAmount, formatCount } from '../../money';
import { invoices } from './count';

const customersOf = (count: number) => `顧客 ${formatCount(count)} 件`;

const groups: Words['figures']['groups'] = {
  total: '合計',
  in_process: '処理中',
  overdue: '未払い',
  paid: '支払済み',
  other: 'その他',
};

const ages: Words['figures']['ages'] = {
  not_due: '期日前',
  days_1_30: '1～30 日',
  days_31_60: '31～60 日',
  days_61_90: '61～90 日',
  days_91_up: '90 日超',
  total: '合計',
};

const columns: Words['customers']['columns'] = {
  name: '顧客',
  account: 'アカウント',
  currency: '通貨',
  invoices: '請求書',
  invoiced: '請求額',
  balance: '残高',
  overdue: '期日超過',
  last_payment: '最終支払い',
};

const told = (of: string, currency: string, amount: string, count: number) =>
  `${of}、${currency} ${formatAmount(amount)}、${invoices(count)}。該当する請求書を表示`;

export const figures: Words['figures'] = {
  currency: '通貨',
  period: '期間',
  presets: {
    last_12: '直近 12 か月',
    this_year: '今年',
    last_year: '昨年',
    all: 'すべて',
  },
  allMonths: 'すべての月',
  customMonths: '月を指定',
  notBefore: '最初の月から',
  notAfter: '最後の月まで',

  earnings: '月別の収益',
  earningsHelp: (currency) => `${currency}、税込み、請求期間別`,
  month: '月',
  months: (count) => `${formatCount(count)} か月`,
  groups,
  chart: (currency) => `月ごとの ${currency} 請求額の積み上げ棒グラフ：支払済み、処理中、未払い。`,
  chartHelp: '矢印キーで棒とその部分を移動し、Enter で請求書を表示します。同じ数値が横の表にあります。',
  bars: '月別の棒',
  counted: invoices,
  noInvoices: '請求書なし',
  ofMonth: (group, month) => told.bind(null, `${groups[group]}、${month}`),
  ofMonths: (group, months) => told.bind(null, `${groups[group]}、${formatCount(months)} か月`),
  noEarnings: {
    title: 'これらの月に請求書はありません',
    text: '別の期間を選ぶと収益が表示されます。',
  },
  showAll: 'すべての月を表示',
  nothing: {
    title: '集計するものはまだありません',
    text: '請求書を同期すると、収益と未回収額がここに表示されます。',
  },

  receivables: '期日経過別の売掛金',
  receivablesToday: '保留・未払い・失敗の請求書を期日からの日数別に',
  receivablesOn: 'その日に発行済みで未払いのものを期日からの日数別に',
  asOf: '基準日',
  asOfLabel: 'この日時点の売掛金',
  backToToday: '今日',
  ages,
  agesShort: ages,
  overdueShare: (percent) => `${formatCount(percent)} % 期日超過`,
  everyCustomer: 'すべての顧客',
  accountId: 'アカウント',
  ofAge: (age, day) => told.bind(null, `${ages[age]}、${day}`),
  ofCustomer: (age, name, day) => told.bind(null, `${ages[age]}、${name}、${day}`),
  customers: (currency, count) => `${currency} の未回収がある${customersOf(count)}`,
  more: (count, held, all) =>
    `さらに ${formatCount(count)} 件を表示（${customersOf(all)}中 ${formatCount(held)} 件を表示中）`,
  noReceivables: { title: '未回収はありません', text: 'この日に未回収の顧客はいませんでした。' },
  noReceivablesShort: (day) => `${day} に未回収の顧客はいませんでした。`,
  uncertain: 'その日については、わからないことがあります。',

  copy: '表をコピー',
  copied: '表をコピーしました',
  copiedRows: (count) => `${formatCount(count)} 行。表計算ソフトに貼り付けられます。`,
  export: '書き出す…',
  tables: {
    earnings: '月別の収益',
    receivables: '期日経過別の売掛金',
    customers: '顧客',
  },
  formats: { csv: 'CSV…', xlsx: 'Excel (XLSX)…' },
  formatHelp: { csv: 'どのプログラムでも読めるテキスト。', xlsx: 'ワークブック。' },
  exportAs: (table, format) => `${table}：${format}`,
  exported: (file) => `${file} を保存しました`,
  exportedIn: (folder) => `場所：${folder}`,
  exportFailed: '表は保存されませんでした。',
  showInFolder: 'フォルダーで表示',
  showFailed: 'ファイルを表示できませんでした。',
  loading: '集計しています…',
  failed: '集計できませんでした。',
  again: 'もう一度試す',
};

export const customers: Words['customers'] = {
  label: '顧客',
  search: '顧客を検索',
  searchLabel: '名前またはアカウント ID で顧客を検索',
  columns,
  lastPaidAmount: '最終支払い、金額',
  loading: '読み込み中',
  ofCustomer: (cell, name) => told.bind(null, `${columns[cell]}、${name}`),
  ofAll: (cell) => told.bind(null, `${columns[cell]}、表示中のすべての顧客`),
  open: (name) => `${name} のすべての請求書を表示`,
  count: (shown, all) =>
    all === null || all === shown
      ? { count: formatCount(shown), of: '件の顧客' }
      : { count: formatCount(shown), of: `件（全${customersOf(all)}）` },
  balance: '残高',
  overdue: '期日超過',
  empty: {
    title: '顧客はまだありません',
    text: '請求書を同期すると、未回収額とともにここに表示されます。',
  },
  noMatch: (query) => `「${query}」に一致する顧客はありません`,
  noMatchHelp: '名前の一部かアカウント ID で検索できます。',
  clear: '検索を消去',
  failed: '顧客を読み込めませんでした。',
};
