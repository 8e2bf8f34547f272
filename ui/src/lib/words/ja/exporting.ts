/** 表、システムのプログラムでの印刷、コピー、書き出したファイルの言葉。 */
import type { Words } from '..';
import { formatCount } from '../../money';
import { invoices, items } from './count';

const rows = (count: number) => `${formatCount(count)} 行`;

export const exporting: Words['exporting'] = {
  open: '書き出す…',
  openCount: (count) => `${items(count)}を書き出す…`,
  title: (count) => `${invoices(count)}を書き出す`,
  target: '形式',
  targets: {
    folder: { name: 'PDF', help: 'フォルダーに 1 件ずつ。', go: 'フォルダーを選ぶ…' },
    zip: { name: 'ZIP', help: '1 件ずつの PDF 入り。', go: 'ZIP を保存…' },
    merged: { name: '1 つの PDF', help: '探すための目次付き。', go: 'PDF を保存…' },
    csv: { name: 'CSV', help: 'どの表計算でも使えます。', go: 'CSV を保存…' },
    xlsx: { name: 'XLSX', help: 'Excel などのブックです。', go: 'XLSX を保存…' },
  },
  columns: '列',
  columnChoices: {
    full: { name: 'すべての列', help: '請求書のすべての項目。' },
    portal: { name: 'ポータルと同じ', help: 'ポータルが書き出す列。' },
  },
  lineItems: '明細も含める',
  lineItemsHelp: { csv: '行として続けます。', xlsx: '2 枚目のシートに入れます。' },
  tableHelp: '一覧と同じ並び順です。ファイル名は次の手順で付けます。',
  running: (count) => `${invoices(count)}を書き出しています`,
  ended: (count) => `${invoices(count)}を書き出しました`,
  written: (count) => `${invoices(count)}がファイルにあります。`,
  writtenLines: (count, lines) => `${invoices(count)}と明細 ${items(lines)}がファイルにあります。`,
  stoppedTitle: '何も保存されませんでした',
  stopped: 'ファイルが完成する前に中止されました。',
  quarter: (percent) => `${percent} % 書き出しました`,
  showInFolder: 'フォルダーで表示',
  showFolder: 'フォルダーを表示',
  showFailed: '表示できませんでした。',
  openFile: '開く',
  openFailed: '開けませんでした。',
};

export const opening: Words['opening'] = {
  printCount: (count) => `${items(count)}を印刷…`,
  title: (count) => `${invoices(count)}を印刷しますか`,
  help: '1 つの PDF にまとめ、システムのプログラムで開きます。印刷はそこで始めます。',
  yes: (count) => `${items(count)}の PDF を作る`,
  no: '印刷しない',
  making: 'PDF を作っています…',
  running: (count) => `${invoices(count)}の PDF を作っています`,
  progress: '進み具合',
  step: (done, total) => `${formatCount(total)} 件中 ${formatCount(done)} 件`,
  quarter: (percent) => `${percent} % できました`,
  stop: '中止',
  stopHelp: '中止すると何も開きません。',
  stopping: '中止しています…',
  stopFailed: '中止できませんでした。',
  opened: (count) => `${invoices(count)}を印刷用に開きました`,
  openedIn: 'システムの PDF プログラムで開いています。',
  missing: (count) => `${invoices(count)}の一部の文字はどのフォントにもなく、空の四角で印刷されます。`,
  stopped: '印刷を中止しました。',
  failed: 'PDF を開けませんでした。',
  again: 'もう一度試す',
};

export const copying: Words['copying'] = {
  copyCount: (count) => `${rows(count)}をコピー`,
  copied: (count) => `${rows(count)}をコピーしました`,
  copiedHelp: '表計算に貼り付けられます。',
  title: (count) => `${rows(count)}をコピーしますか`,
  help: 'これほど多くのテキストを貼り付けると、相手のプログラムが止まることがあります。ファイルのほうが適しているかもしれません:「書き出す…」。',
  yes: 'それでもコピー',
  no: 'コピーしない',
  copying: 'コピーしています…',
  failed: '何もコピーされませんでした。',
};
