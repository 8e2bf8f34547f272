import type { Effect } from '../../../api/bindings';

/** 名前が示すほかに変更が引き起こすこと。1 件にも多数にも使う。 */
export const effects: Record<Effect, string> = {
  closes_for_review: '確認待ちになります。明細はまだ追加・削除できます。',
  freezes: '住所、税率、通貨が固定されます。明細は変更できなくなります。',
  due_in_two_days: '支払期日は 2 日後になります。',
  makes_pdf: 'ポータルが PDF を作成します。',
  tells_customer: 'ポータルが顧客にメッセージを送ります。',
  charges_card: 'ポータルが登録済みのカードにいま請求します。',
  cancels_instead_of_charging: '合計がゼロ以下の場合、ポータルは決済せずに請求書を取り消します。',
  cannot_be_undone: '元に戻せません。',
  counts_as_unpaid: '顧客の未払いのままです。',
  differs_from_what_was_sent: '顧客の手元に、以前の番号や期間の PDF があるかもしれません。',
  changes_total: '合計が変わります。',
  joins_billing_run: '自動請求では、この請求書もほかと同じように確定・発行されます。',
  issued_by_itself: '自動請求では、約 2 日後に自動で発行されます。',
  numbers_count_on: '以後の請求書は新しい番号から続きます。',
};
