import type { Words } from '..';
import { formatCount } from '../../money';
import { invoices, items } from './count';

const rows = (count: number) => `${formatCount(count)} 行`;

export const exporting: Words['exporting'] = {
  open: '書き出す…',
  openCount: (count) => `${items(count)}を書き出す…`,
  openAll: (count) => `${invoices(count)}を書き出す…`,
  title: (count) => `${invoices(count)}を書き出す`,
  target: '書き出す形式',
  targets: {
    folder: { name: 'PDF ファイル', help: '1 件ごとにフォルダーへ。', go: 'フォルダーを選択…' },
    zip: { name: 'ZIP', help: '1 件ごとの PDF 入り。', go: 'ZIP を保存…' },
    merged: { name: '1 つの PDF', help: '目次付き。', go: 'PDF を保存…' },
    csv: { name: 'CSV', help: 'どの表計算ソフトでも。', go: 'CSV を保存…' },
    xlsx: { name: 'XLSX', help: 'Excel などのワークブック。', go: 'XLSX を保存…' },
  },
  columns: '列',
  columnChoices: {
    full: { name: 'すべての列', help: '請求書のすべての項目。' },
    portal: { name: 'ポータルと同じ', help: 'ポータルの書き出しと同じ列。' },
  },
  lineItems: '明細も含める',
  lineItemsHelp: { csv: '行を追加します。', xlsx: '2 枚目のシートに。' },
  tableHelp: '一覧の並び順です。ファイル名は次に指定します。',
  running: (count) => `${invoices(count)}を書き出し中`,
  ended: (count) => `${invoices(count)}を書き出しました`,
  written: (count) => `ファイルに${invoices(count)}があります。`,
  writtenLines: (count, lines) => `ファイルに${invoices(count)}と明細 ${items(lines)}があります。`,
  stoppedTitle: '何も保存されませんでした',
  stopped: 'ファイルが完成する前に停止しました。',
  quarter: (percent) => `${percent} % 書き出しました`,
  showInFolder: 'フォルダーで表示',
  showFolder: 'フォルダーを表示',
  showFailed: '表示できませんでした。',
  openFile: '開く',
  openFailed: '開けませんでした。',
};

export const opening: Words['opening'] = {
  print: '印刷…',
  printCount: (count) => `${items(count)}を印刷…`,
  printKeys: 'システムの PDF プログラムで開きます',
  title: (count) => `${invoices(count)}を印刷しますか？`,
  help: '1 つの PDF にまとめ、システムのプログラムで開きます。印刷はそこから行います。',
  yes: (count) => `${items(count)}の PDF を作成`,
  no: '印刷しない',
  making: 'PDF を作成中…',
  running: (count) => `${invoices(count)}の PDF を作成中`,
  progress: '進行状況',
  step: (done, total) => `${formatCount(total)} 件中 ${formatCount(done)} 件`,
  quarter: (percent) => `${percent} % 作成しました`,
  stop: '停止',
  stopHelp: '停止すると何も開きません。',
  stopping: '停止しています…',
  stopFailed: '停止できませんでした。',
  opened: (count) => `印刷用に${invoices(count)}を開きました`,
  openedIn: 'システムの PDF プログラムで。',
  missing: (count) => `${invoices(count)}の一部の文字はどのフォントにもなく、空の四角として印刷されます。`,
  stopped: '印刷を停止しました。',
  failed: 'PDF を開けませんでした。',
  again: 'もう一度試す',
};

export const copying: Words['copying'] = {
  copy: 'コピー',
  copyCount: (count) => `${rows(count)}をコピー`,
  copied: (count) => `${rows(count)}をコピーしました`,
  copiedHelp: '表計算ソフトに貼り付けられます。',
  title: (count) => `${rows(count)}をコピーしますか？`,
  help: '大量のテキストは貼り付け先のプログラムを止めることがあります。ファイルへの「書き出す…」が向いています。',
  yes: 'それでもコピー',
  no: 'コピーしない',
  copying: 'コピー中…',
  failed: '何もコピーされませんでした。',
  value: (label, value) => `${label}をコピー：${value}`,
  valueTitle: 'コピー',
};
