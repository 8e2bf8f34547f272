// Made from the Rust types by `cargo xtask bindings`. Do not edit.

/**
 * The days an invoice covers.
 */
export type Period = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

/**
 * The issuer or the customer as an invoice names them. The server freezes these when it issues.
 */
export type Party = { 
/**
 * The account's id.
 */
id: number | null, 
/**
 * The organization's name.
 */
org_name: string | null, 
/**
 * Line 1 and line 2, joined by a newline.
 */
address: string | null, 
/**
 * City.
 */
city: string | null, 
/**
 * State or province.
 */
state: string | null, 
/**
 * Country, by its English name.
 */
country: string | null, 
/**
 * Phone number.
 */
phone: string | null, 
/**
 * Postal code.
 */
zip: string | null, };

/**
 * The customer of an invoice.
 */
export type Buyer = { 
/**
 * `deleted` when the customer's account was deleted; the name and address are then the last
 * ones known here, absent when none were ever read.
 */
status: string | null, 
/**
 * The account's id.
 */
id: number | null, 
/**
 * The organization's name.
 */
org_name: string | null, 
/**
 * Line 1 and line 2, joined by a newline.
 */
address: string | null, 
/**
 * City.
 */
city: string | null, 
/**
 * State or province.
 */
state: string | null, 
/**
 * Country, by its English name.
 */
country: string | null, 
/**
 * Phone number.
 */
phone: string | null, 
/**
 * Postal code.
 */
zip: string | null, };

/**
 * One line of an invoice.
 */
export type LineItem = { 
/**
 * The server's id.
 */
id: number, 
/**
 * What is charged for.
 */
name: string | null, 
/**
 * More words, often the days it covers.
 */
description: string | null, 
/**
 * How many units; `cost` is for all of them together.
 */
quantity: number | null, 
/**
 * What kind of cost; absent when a person added the line by hand.
 */
type: string | null, 
/**
 * The metric of a variable cost.
 */
metric_id: number | null, 
/**
 * The plan.
 */
plan_id: number | null, 
/**
 * The application or service subscription, see `contract_type`.
 */
contract_id: number | null, 
/**
 * `Cinstance` for an application, `ServiceContract` for a service subscription.
 */
contract_type: string | null, 
/**
 * What the line costs, without VAT, up to four decimals, in the invoice's currency.
 */
cost: string | null, };

/**
 * One attempt to move money for an invoice.
 */
export type PaymentTransaction = { 
/**
 * The server's id.
 */
id: number, 
/**
 * When it was made.
 */
created_at: string | null, 
/**
 * The gateway's reference.
 */
reference: string | null, 
/**
 * Whether the gateway accepted it.
 */
success: boolean | null, 
/**
 * How much.
 */
amount: string | null, 
/**
 * In which currency.
 */
currency: string | null, 
/**
 * `purchase`, `capture` and so on.
 */
action: string | null, 
/**
 * The gateway's words.
 */
message: string | null, 
/**
 * Whether it ran against the gateway's test mode.
 */
test: boolean | null, 
/**
 * Everything else the gateway sent.
 */
gateway_response: Record<string, unknown>, };

/**
 * An invoice with everything the XML and the JSON of the Billing API say about it.
 *
 * Serializes to the document that `docs/cli.md` promises: money is decimal text, absent is null.
 */
export type Invoice = { 
/**
 * The server's id; ids grow in the order of creation and are never used again.
 */
id: number, 
/**
 * The number people see. The server allows the same number twice.
 */
friendly_id: string | null, 
/**
 * `background` for the billing run, `manual` for a person.
 */
creation_type: string | null, 
/**
 * Where it stands.
 */
state: string, 
/**
 * The days it covers.
 */
period: Period, 
/**
 * The day it was issued.
 */
issued_on: string | null, 
/**
 * The day it is due.
 */
due_on: string | null, 
/**
 * When it was paid.
 */
paid_at: string | null, 
/**
 * When it was created; only the JSON says so.
 */
created_at: string | null, 
/**
 * When the server says it last changed. Does not move when a line item is added or removed.
 */
updated_at: string | null, 
/**
 * ISO code; absent on an invoice cancelled before it was issued.
 */
currency: string | null, 
/**
 * What the customer owes, with VAT, rounded to cents.
 */
cost: string, 
/**
 * In per cent. Absent: the customer has no VAT. Zero: VAT applies at 0 %. They print differently.
 */
vat_rate: string | null, 
/**
 * Not rounded; absent without a rate.
 */
vat_amount: string | null, 
/**
 * Sum of the lines.
 */
cost_without_vat: string | null, 
/**
 * Who issues it.
 */
provider: Party, 
/**
 * Who owes it.
 */
buyer: Buyer, 
/**
 * In the server's order.
 */
line_items: Array<LineItem>, 
/**
 * How many payment attempts the server counts.
 */
payment_transactions_count: number, 
/**
 * The attempts. `None` where they were not asked for or not read from the server yet.
 */
payment_transactions: Array<PaymentTransaction> | null, };

/**
 * The closed list of what can go wrong, as far as a face acts differently on it.
 */
export type ErrorCode = "invalid_input" | "not_connected" | "token_needed" | "offline" | "refused" | "not_found" | "busy" | "stopped" | "partial" | "conflict" | "outcome_unknown" | "cache_damaged" | "failed";

/**
 * What a person and a script get when something goes wrong.
 */
export type Error = { 
/**
 * What a face acts on.
 */
code: ErrorCode, 
/**
 * What happened, to what.
 */
message: string, 
/**
 * What to do about it.
 */
hint: string | null, 
/**
 * Whether trying again may help.
 */
retryable: boolean, 
/**
 * The input that is wrong.
 */
field: string | null, };

/**
 * A request without parameters.
 */
export type Nothing = Record<symbol, never>;

/**
 * A request that needs nothing but the connection it is for.
 */
export type ConnectionRequest = { 
/**
 * The connection's name.
 */
connection: string, };

/**
 * A request for one invoice of a connection.
 */
export type InvoiceRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The server's id of the invoice.
 */
id: number, };

/**
 * An address typed into the form, before there is a connection.
 */
export type PortalRequest = { 
/**
 * The admin portal's address.
 */
url: string, };

/**
 * A remembered portal.
 */
export type Connection = { 
/**
 * The name the person gave it.
 */
name: string, 
/**
 * The admin portal's address.
 */
url: string, 
/**
 * Whether changes are switched off here.
 */
read_only: boolean, 
/**
 * Whether this is the built-in sample data.
 */
sample: boolean, 
/**
 * The issuer's name, once read.
 */
org_name: string | null, 
/**
 * Whether a token is at hand; without one the cache can be read but not synced.
 */
has_token: boolean, 
/**
 * Its colour in the sidebar: a name of the window's palette.
 */
color: string | null, };

/**
 * Where a token is kept.
 */
export type TokenStorage = "keychain" | "session";

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * How close rows stand.
 */
export type Density = "compact" | "normal" | "relaxed";

/**
 * What a person set for the program as a whole.
 */
export type Preferences = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * How close rows stand.
 */
density: Density, 
/**
 * The language of the window as an ISO code; the system's when absent.
 */
language: string | null, 
/**
 * The language tag whose dates and numbers are used; as the language has them when absent.
 */
formats: string | null, 
/**
 * How PDFs are named, with fields in braces; the usual names when absent.
 */
name_pattern: string | null, 
/**
 * The folder that questions about where to save start from, set by `choose_pdf_folder`; wherever the system starts
 * when absent.
 */
pdf_folder: string | null, 
/**
 * Tell of new unpaid and failed invoices after a sync, with the system's notifications.
 */
notifications: boolean, 
/**
 * Show a symbol in the system's tray, where there is one; closing the window then leaves the program running.
 */
tray: boolean, 
/**
 * Show the menu bar; on macOS there always is one.
 */
menu_bar: boolean, };

/**
 * All preferences, as they are to be.
 */
export type PreferencesRequest = { 
/**
 * All of them.
 */
preferences: Preferences, };

/**
 * What the window needs to draw its first screen.
 */
export type AppState = { 
/**
 * The program's version.
 */
version: string, 
/**
 * Today by the program's clock, the day overdue is measured against.
 */
today: string, 
/**
 * Remembered connections, in the order they were made.
 */
connections: Array<Connection>, 
/**
 * Where tokens are kept.
 */
token_storage: TokenStorage, 
/**
 * What the person set for the program as a whole.
 */
preferences: Preferences, };

/**
 * Portal and token to connect to.
 */
export type ConnectRequest = { 
/**
 * The name to remember it by; the portal's host when absent.
 */
name: string | null, 
/**
 * The admin portal's address.
 */
url: string, 
/**
 * The access token.
 */
token: string, 
/**
 * Switch changes off.
 */
read_only: boolean, 
/**
 * Trust the CA file chosen last with `choose_ca_file` besides the system's.
 */
use_chosen_ca: boolean, 
/**
 * The person has seen the warning about a plain http address and wants it all the same.
 */
accept_plain_http: boolean, };

/**
 * A token for a connection that has none at hand.
 */
export type TokenRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The access token.
 */
token: string, };

/**
 * The steps of a probe, in order.
 */
export type ProbeStepName = "address" | "secure_connection" | "portal" | "read_invoices";

/**
 * One step of a probe.
 */
export type ProbeStep = { 
/**
 * Which.
 */
step: ProbeStepName, 
/**
 * Whether it worked; absent when it was not reached.
 */
ok: boolean | null, };

/**
 * A likely cause and what to do about it.
 */
export type Cause = { 
/**
 * The cause.
 */
title: string, 
/**
 * What to do.
 */
advice: string, 
/**
 * Whether this one stands out.
 */
most_likely: boolean, };

/**
 * The kinds of failure.
 */
export type DiagnosisCode = "offline" | "refused" | "failed";

/**
 * What probing a portal and a token found, in the words a person needs.
 */
export type Diagnosis = { 
/**
 * Whether invoices can be read.
 */
ok: boolean, 
/**
 * What kind of failure it is; absent when it works.
 */
code: DiagnosisCode | null, 
/**
 * One sentence: what happened.
 */
title: string, 
/**
 * HTTP status of the answer that decided it.
 */
status: number | null, 
/**
 * The server's own words.
 */
server_words: string | null, 
/**
 * The steps in order, up to the one that failed.
 */
steps: Array<ProbeStep>, 
/**
 * Likely causes, most likely first.
 */
causes: Array<Cause>, 
/**
 * What works but deserves a word, for example a token without `account_management`.
 */
warnings: Array<string>, 
/**
 * How many invoices the portal has.
 */
total_entries: number | null, };

/**
 * How connecting went.
 */
export type ConnectOutcome = { "outcome": "connected", 
/**
 * The connection.
 */
connection: Connection, 
/**
 * What was found.
 */
diagnosis: Diagnosis, } | { "outcome": "not_connected", 
/**
 * What was found.
 */
diagnosis: Diagnosis, };

/**
 * A request to forget a connection.
 */
export type DisconnectRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Delete the cache too; without it the file stays and connecting again finds it.
 */
wipe: boolean, };

/**
 * Days from and to, both included; an open end when absent.
 */
export type DateRange = { 
/**
 * First day.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, };

/**
 * Which invoices. Every part that is set must hold.
 */
export type InvoiceFilter = { 
/**
 * Any of these states; all when empty.
 */
states?: Array<string> | null, 
/**
 * First month of the billing period.
 */
period_from: string | null, 
/**
 * Last month of the billing period.
 */
period_to: string | null, 
/**
 * The number, `*` for any text.
 */
number?: string | null, 
/**
 * Part of the customer's name; accents and case do not matter.
 */
buyer?: string | null, 
/**
 * The customer's account id.
 */
buyer_id: number | null, 
/**
 * Words anywhere in number, customer, line items and payment messages.
 */
query?: string | null, 
/**
 * Issued between.
 */
issued?: DateRange | null, 
/**
 * Due between.
 */
due?: DateRange | null, 
/**
 * Paid between.
 */
paid?: DateRange | null, 
/**
 * Only what is overdue today.
 */
overdue?: boolean | null, 
/**
 * Only what was outstanding at the end of this day: issued by then, and neither paid by then nor cancelled since.
 * When an invoice was cancelled the server does not say, so a cancelled one never counts; nor does one that is
 * paid without a day of payment. The day an invoice was paid is the one in UTC.
 */
outstanding_on: string | null, 
/**
 * Only what is not past due on this day: due then or later, or without a due date.
 */
not_due_on?: string | null, 
/**
 * Any of these customers; all when absent, none when empty.
 */
customers?: Array<CustomerKey> | null, 
/**
 * Total at least.
 */
min: string | null, 
/**
 * Total at most.
 */
max: string | null, 
/**
 * The currency's ISO code; empty for invoices without one.
 */
currency?: string | null, };

/**
 * A customer as figures tell customers apart.
 */
export type CustomerKey = { 
/**
 * The account id.
 */
id: number | null, 
/**
 * The name, for invoices that name no account; accents and case do not matter. Of no effect beside an id.
 */
name: string | null, };

/**
 * The columns a list can be sorted by.
 */
export type SortColumn = "number" | "customer" | "period" | "issued" | "due" | "state" | "total" | "id" | "customer_id" | "paid" | "created" | "currency" | "cost_without_vat" | "vat_rate" | "vat_amount" | "creation_type" | "payments";

/**
 * Order of a list. Ties go by id in the same direction, so the order is always total.
 */
export type Sort = { 
/**
 * By which column.
 */
column: SortColumn, 
/**
 * Largest first.
 */
descending: boolean, };

/**
 * A part of the list of invoices.
 */
export type ListRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Which.
 */
filter: InvoiceFilter, 
/**
 * In which order.
 */
sort: Sort, 
/**
 * How many to skip.
 */
offset: number, 
/**
 * How many to give at most.
 */
limit: number, };

/**
 * One row of the list.
 */
export type InvoiceRow = { 
/**
 * The server's id.
 */
id: number, 
/**
 * The number people see.
 */
friendly_id: string | null, 
/**
 * The customer's account id.
 */
buyer_id: number | null, 
/**
 * The customer's name, the last known one for a deleted customer.
 */
buyer_name: string | null, 
/**
 * Whether the customer was deleted.
 */
buyer_deleted: boolean, 
/**
 * First day of the billing period.
 */
period_from: string, 
/**
 * Last day of the billing period.
 */
period_to: string, 
/**
 * The day it was issued.
 */
issued_on: string | null, 
/**
 * The day it is due.
 */
due_on: string | null, 
/**
 * Where it stands.
 */
state: string, 
/**
 * Whether it is past due today.
 */
overdue: boolean, 
/**
 * ISO code.
 */
currency: string | null, 
/**
 * The total.
 */
cost: string, 
/**
 * When it was paid.
 */
paid_at: string | null, 
/**
 * When the server made it.
 */
created_at: string | null, 
/**
 * `background` or `manual`.
 */
creation_type: string | null, 
/**
 * The total without VAT.
 */
cost_without_vat: string | null, 
/**
 * Per cent.
 */
vat_rate: string | null, 
/**
 * The VAT.
 */
vat_amount: string | null, 
/**
 * How many payments the server has.
 */
payment_transactions_count: number, };

/**
 * Which invoices to add up.
 */
export type TotalsRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Which.
 */
filter: InvoiceFilter, };

/**
 * A sum in one currency.
 */
export type CurrencyTotal = { 
/**
 * ISO code; absent for invoices cancelled before they were issued.
 */
currency: string | null, 
/**
 * How many invoices.
 */
count: number, 
/**
 * Their total.
 */
cost: string, };

/**
 * How many invoices a filter finds and what they add up to, never across currencies.
 */
export type ListTotals = { 
/**
 * How many in all currencies.
 */
count: number, 
/**
 * One total per currency, by code.
 */
totals: Array<CurrencyTotal>, };

/**
 * How many invoices each view of the sidebar shows.
 */
export type ViewCounts = { 
/**
 * Every invoice.
 */
all: number, 
/**
 * `finalized`.
 */
to_review: number, 
/**
 * `pending`, `unpaid`, `failed`.
 */
outstanding: number, 
/**
 * Outstanding and past due today.
 */
overdue: number, 
/**
 * `failed`.
 */
failed: number, 
/**
 * `paid`.
 */
paid: number, 
/**
 * `cancelled`.
 */
cancelled: number, };

/**
 * A month that has invoices.
 */
export type MonthCount = { 
/**
 * The month.
 */
month: string, 
/**
 * How many.
 */
count: number, };

/**
 * One invoice with all that is known about it.
 */
export type InvoiceDetail = { 
/**
 * The invoice. `payment_transactions` is null while they have not been read from the server.
 */
invoice: Invoice, 
/**
 * Whether it is past due today.
 */
overdue: boolean, 
/**
 * When this invoice was last read from the server.
 */
read_at: string, 
/**
 * The last complete sync did not find it at the server any more.
 */
missing: boolean, 
/**
 * What its PDF is printed without, because it could not be read, in words.
 */
printed_without: Array<string>, 
/**
 * What can be done to it as it stands; empty while changes are switched off, and while it is not known what became
 * of an earlier one.
 */
offers: Array<Offer>, 
/**
 * Whether line items can be added and removed.
 */
lines_can_change: boolean, 
/**
 * Why nothing can be changed here, in words: a connection for reading only, or a token that may not write.
 */
changes_off: string | null, 
/**
 * Changes of it that are prepared, or of which it is not known yet whether they happened.
 */
waiting: Array<JournalEntry>, };

/**
 * How an invoice is laid out. Both layouts say the same.
 */
export type Layout = "server" | "readable";

/**
 * A request for the PDF of one invoice.
 */
export type PdfRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The server's id.
 */
id: number, 
/**
 * How it is laid out.
 */
layout: Layout, };

/**
 * A file that was written.
 */
export type SavedFile = { 
/**
 * Its name.
 */
file_name: string, 
/**
 * The folder it is in, to be shown only.
 */
folder: string, 
/**
 * Characters no font has; they are printed as an empty box.
 */
missing_characters: Array<string>, };

/**
 * What a PDF had to do without.
 */
export type PdfNotes = { 
/**
 * Characters no font has, neither Billfold's nor the system's; they are printed as an empty box.
 */
missing_characters: Array<string>, 
/**
 * What could not be read from the server, in words.
 */
printed_without: Array<string>, };

/**
 * What several printed invoices become.
 */
export type PrintTarget = "folder" | "zip" | "merged";

/**
 * Which invoices are printed, and how.
 */
export type PrintRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * These invoices, in this order; null for all that `filter` finds.
 */
ids: Array<number> | null, 
/**
 * Which, where no ids are given.
 */
filter: InvoiceFilter, 
/**
 * How they are laid out.
 */
layout: Layout, 
/**
 * What they become.
 */
target: PrintTarget, 
/**
 * How single files are named, with fields in braces: `{number} {customer}`.
 */
name_pattern: string, };

/**
 * How the files of a selection would be named.
 */
export type FileNamesRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * These invoices; null for all that `filter` finds.
 */
ids: Array<number> | null, 
/**
 * Which, where no ids are given.
 */
filter: InvoiceFilter, 
/**
 * As in [`PrintRequest::name_pattern`].
 */
name_pattern: string, };

/**
 * What files would be named.
 */
export type FileNames = { 
/**
 * The first three names.
 */
examples: Array<string>, 
/**
 * Why the pattern cannot be used, in words; absent when it can.
 */
problem: string | null, };

/**
 * What became of printing several invoices.
 */
export type PrintResult = { 
/**
 * Invoices that are in place now, those that were there already included.
 */
printed: number, 
/**
 * Of them, files that held the same bytes before and were left alone.
 */
unchanged: number, 
/**
 * Invoices that were not got to, because a person stopped it.
 */
left: number, 
/**
 * The file's name; absent for a folder of files.
 */
file_name: string | null, 
/**
 * The folder everything is in, to be shown only.
 */
folder: string, 
/**
 * Invoices with characters no font has.
 */
missing_characters: Array<MissingCharacters>, 
/**
 * What could not be read from the server and is missing on all of them, in words.
 */
printed_without: Array<string>, };

/**
 * An invoice with characters no font has; they are printed as an empty box.
 */
export type MissingCharacters = { 
/**
 * The server's id.
 */
id: number, 
/**
 * The number people see.
 */
friendly_id: string | null, 
/**
 * The characters, each once.
 */
characters: Array<string>, };

/**
 * The server's own PDF of an invoice held against the one made here.
 */
export type PdfComparison = { 
/**
 * When the server's PDF was fetched.
 */
compared_at: string, 
/**
 * SHA-256 of the server's PDF, in hexadecimal.
 */
sha256: string, 
/**
 * Whether both say the same, letter for letter and page for page; white space and where lines are broken count for
 * nothing.
 */
same: boolean, 
/**
 * How many words the server's has.
 */
words: number, 
/**
 * Pages of the one made here.
 */
pages_here: number, 
/**
 * Pages of the server's.
 */
pages_there: number, 
/**
 * What differs, in the order of the page.
 */
differences: Array<PdfDifference>, 
/**
 * The invoice, the profile or what is printed changed since; the comparison may no longer hold.
 */
outdated: boolean, };

/**
 * Words that are not the same on both.
 */
export type PdfDifference = { 
/**
 * Where on the page, in words: `the customer's Name`.
 */
place: string, 
/**
 * What is printed here; absent where the server's has more.
 */
here: string | null, 
/**
 * What the server printed; absent where it has less.
 */
there: string | null, 
/**
 * Whether it is an amount of money.
 */
is_amount: boolean, 
/**
 * How that may have come, in words; absent where there is no telling.
 */
explanation: string | null, };

/**
 * What to sync.
 */
export type SyncRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Read everything again.
 */
full: boolean, };

/**
 * Why a run reads what it reads.
 */
export type SyncKind = "first" | "delta" | "check" | "full";

/**
 * The parts of a sync.
 */
export type SyncPhase = "starting" | "live" | "invoices" | "accounts" | "payments" | "verifying" | "writing" | "printing" | "exporting";

/**
 * What a sync is at.
 */
export type SyncProgress = { 
/**
 * Which part.
 */
phase: SyncPhase, 
/**
 * How many are done.
 */
done: number, 
/**
 * Of how many; absent while unknown.
 */
total: number | null, 
/**
 * What it is waiting for, when the server asked to wait or a request is tried again.
 */
waiting: string | null, };

/**
 * How a run ended.
 */
export type SyncOutcome = "unfinished" | "done" | "stopped" | "offline" | "failed";

/**
 * One run of a sync, finished or not.
 */
export type SyncRun = { 
/**
 * Its number.
 */
id: number, 
/**
 * Why it read what it read.
 */
kind: SyncKind, 
/**
 * When it began.
 */
started_at: string, 
/**
 * When it ended; absent while it runs or when it was killed.
 */
finished_at: string | null, 
/**
 * How it ended.
 */
outcome: SyncOutcome, 
/**
 * Invoices not held before.
 */
added: number, 
/**
 * Invoices that differ from what was held.
 */
changed: number, 
/**
 * Invoices that are as they were.
 */
unchanged: number, 
/**
 * Invoices held here that the server no longer lists.
 */
missing: number, 
/**
 * Invoices whose payments were read.
 */
payments_read: number, 
/**
 * Requests sent, repeats included.
 */
requests: number, 
/**
 * Bytes of the answers, after decompression.
 */
bytes: number, 
/**
 * What it was at when it was last heard of.
 */
phase: SyncPhase | null, 
/**
 * How many of that phase were done.
 */
phase_done: number | null, 
/**
 * Of how many.
 */
phase_total: number | null, 
/**
 * Why it ended early, in words.
 */
error: string | null, };

/**
 * How a connection is kept up to date, as the person set it.
 */
export type SyncSettings = { 
/**
 * Minutes between two syncs while the window is open; 0 is never, not on start either.
 */
every_minutes: number, 
/**
 * Days after which a sync checks everything; 0 is never by itself.
 */
full_check_days: number, 
/**
 * Requests a minute at most, beyond a first burst of as many; 0 is no limit of our own.
 */
requests_per_minute: number, };

/**
 * How a connection is to be kept up to date.
 */
export type SyncSettingsRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * All of the settings.
 */
settings: SyncSettings, };

/**
 * Count and sum of one state and currency, here and at the server.
 */
export type VerifiedSum = { 
/**
 * The state.
 */
state: string, 
/**
 * ISO code; absent for invoices cancelled before they were issued.
 */
currency: string | null, 
/**
 * Invoices held in it.
 */
held_count: number, 
/**
 * Their total.
 */
held_cost: string, 
/**
 * Invoices the server lists in it.
 */
server_count: number, 
/**
 * Their total.
 */
server_cost: string, };

/**
 * The ways in which an invoice may not agree.
 */
export type FindingKind = "only_held" | "only_at_server" | "state" | "cost" | "currency" | "updated_at" | "arithmetic";

/**
 * Something that does not agree.
 */
export type Finding = { 
/**
 * The invoice.
 */
id: number, 
/**
 * What is wrong with it.
 */
kind: FindingKind, 
/**
 * What is held; absent when it is not.
 */
held: string | null, 
/**
 * What the server says, or what the lines add up to; absent when it has no such invoice.
 */
server: string | null, };

/**
 * The cache's numbers against the server's, at one moment.
 */
export type Verification = { 
/**
 * When it ended.
 */
at: string, 
/**
 * Whether everything agrees.
 */
ok: boolean, 
/**
 * Invoices held.
 */
held: number, 
/**
 * Invoices the server counts (`total_entries`).
 */
server: number, 
/**
 * Invoices whose id, state, currency, cost and time of change are the server's and whose cost is what their lines add up to.
 */
verified: number, 
/**
 * Per state and currency.
 */
sums: Array<VerifiedSum>, 
/**
 * Invoices whose cost was computed again from their lines by the server's arithmetic.
 */
recomputed: number, 
/**
 * What does not agree, the first [`Verification::MOST_FINDINGS`] of it.
 */
findings: Array<Finding>, 
/**
 * How much does not agree in all.
 */
findings_count: number, };

/**
 * Which changes.
 */
export type ChangesRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Those seen at this moment or later.
 */
since: string, };

/**
 * One field of an invoice that is not as it was, as a sync saw it.
 */
export type Change = { 
/**
 * The invoice.
 */
invoice_id: number, 
/**
 * The number people see, as it is now.
 */
friendly_id: string | null, 
/**
 * Which field, by its name in the invoice's JSON: `state`, `buyer.org_name`, `line_items[81].cost`. The number in
 * brackets is the id of the line item or payment.
 */
field: string, 
/**
 * What stood there; null when there was nothing, as for a new line item.
 */
before: unknown, 
/**
 * What stands there now; null when nothing does.
 */
after: unknown, 
/**
 * The run that saw it.
 */
run: number, 
/**
 * When it was seen. When it happened is not known: the server does not say.
 */
seen_at: string, };

/**
 * A line item to be added.
 */
export type NewLineItem = { 
/**
 * What is charged for.
 */
name: string, 
/**
 * More words.
 */
description: string | null, 
/**
 * How many units; `cost` is for all of them together.
 */
quantity: number | null, 
/**
 * What the line costs, without VAT, up to four decimals.
 */
cost: string, 
/**
 * The kind of cost; absent for a line added by hand.
 */
type: string | null, 
/**
 * The metric of a variable cost.
 */
metric_id: number | null, 
/**
 * The application or service subscription.
 */
contract_id: number | null, 
/**
 * The plan.
 */
plan_id: number | null, };

/**
 * A write of the Billing API, as a person asks for it. Each is one request to the server.
 */
export type Write = { "action": "create_invoice", 
/**
 * The customer's account.
 */
account_id: number, 
/**
 * The month it is for.
 */
period: string, } | { "action": "update_invoice", 
/**
 * The invoice.
 */
invoice_id: number, 
/**
 * The month it is to be for.
 */
period: string | null, 
/**
 * The number it is to have.
 */
friendly_id: string | null, 
/**
 * The person said in words that an issued invoice is meant. The server would not ask.
 */
although_issued: boolean, } | { "action": "change_state", 
/**
 * The invoice.
 */
invoice_id: number, 
/**
 * Where to.
 */
state: string, } | { "action": "charge", 
/**
 * The invoice.
 */
invoice_id: number, } | { "action": "add_line_item", 
/**
 * The invoice.
 */
invoice_id: number, 
/**
 * The line.
 */
line_item: NewLineItem, } | { "action": "remove_line_item", 
/**
 * The invoice.
 */
invoice_id: number, 
/**
 * The line.
 */
line_item_id: number, };

/**
 * What a write does beyond what its name says. A person is told before it happens.
 */
export type Effect = "closes_for_review" | "freezes" | "due_in_two_days" | "makes_pdf" | "tells_customer" | "charges_card" | "cancels_instead_of_charging" | "cannot_be_undone" | "counts_as_unpaid" | "differs_from_what_was_sent" | "changes_total" | "joins_billing_run" | "issued_by_itself" | "numbers_count_on";

/**
 * What became of a write.
 */
export type WriteStatus = "draft" | "sending" | "done" | "not_done" | "refused" | "unknown" | "discarded";

/**
 * A field that differs between two states of an invoice.
 */
export type Difference = { 
/**
 * As in [`Change::field`].
 */
field: string, 
/**
 * The value before; null for none.
 */
before: unknown, 
/**
 * The value after; null for none.
 */
after: unknown, };

/**
 * A line of the journal: what somebody changed or wants to change, and what became of it.
 */
export type JournalEntry = { 
/**
 * Its number; later ones are larger.
 */
id: number, 
/**
 * What.
 */
write: Write, 
/**
 * The invoice; absent for one that is not made yet.
 */
invoice_id: number | null, 
/**
 * The number people see, as it is held now.
 */
friendly_id: string | null, 
/**
 * The customer's name, as it is held now.
 */
buyer_name: string | null, 
/**
 * Currency of the invoice as the person saw it.
 */
currency: string | null, 
/**
 * Total of the invoice as the person saw it.
 */
cost: string | null, 
/**
 * What became of it.
 */
status: WriteStatus, 
/**
 * Who: the name the system has for them.
 */
person: string, 
/**
 * When it was asked for.
 */
prepared_at: string, 
/**
 * When it was sent; absent when it never was.
 */
sent_at: string | null, 
/**
 * When its status was last found out.
 */
settled_at: string | null, 
/**
 * HTTP status of the server's answer; absent when none came.
 */
answer_status: number | null, 
/**
 * The server's own words, where it sent any.
 */
answer: string | null, 
/**
 * What became of it, in a sentence, with what to do.
 */
outcome: string | null, 
/**
 * What reading showed to be different afterwards.
 */
differences: Array<Difference>, 
/**
 * The run under which that was kept, as in [`Change::run`](super::Change::run); absent while it was not read.
 */
run: number | null, };

/**
 * An action that is possible on an invoice as it stands.
 */
export type Offer = { 
/**
 * What to send.
 */
write: Write, 
/**
 * What it does beyond its name.
 */
effects: Array<Effect>, 
/**
 * Whether to ask once more: it takes money or ends the invoice.
 */
destructive: boolean, };

/**
 * A customer to make an invoice for.
 */
export type Customer = { 
/**
 * The account's id.
 */
id: number, 
/**
 * The name.
 */
org_name: string | null, };

/**
 * Which customers.
 */
export type CustomersRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Part of the name, without accents and case, or the id; all when empty.
 */
query: string, 
/**
 * How many to give at most.
 */
limit: number, };

/**
 * How a person writes amounts.
 */
export type AmountFormat = { 
/**
 * What stands before the decimals.
 */
decimal: string, 
/**
 * What stands between thousands; nothing does when absent.
 */
group: string | null, };

/**
 * A text to be read as an amount.
 */
export type AmountRequest = { 
/**
 * As typed.
 */
text: string, 
/**
 * How the person writes amounts.
 */
format: AmountFormat, };

/**
 * How a text was read.
 */
export type AmountRead = { 
/**
 * The amount as plain decimal text; absent when the text is none.
 */
amount: string | null, 
/**
 * Why it is none, in words.
 */
problem: string | null, };

/**
 * Writes for one invoice, sent one after the other; the first that does not happen ends it.
 */
export type WriteRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * What to change. Editing a line item is two: remove the old one and add the new one.
 */
writes: Array<Write>, 
/**
 * The invoice as the person saw it when they decided; null for a new one. When the server has another one by
 * now, nothing is sent.
 */
seen: Invoice | null, };

/**
 * What a write would do, asked before anything is sent and without the server.
 */
export type WriteCheck = { 
/**
 * Why it cannot be done, in words; absent when it can.
 */
problem: string | null, 
/**
 * The input that is wrong.
 */
field: string | null, 
/**
 * What it does beyond its name.
 */
effects: Array<Effect>, 
/**
 * What deserves a look, in words: a number that is used already, a customer that was deleted.
 */
warnings: Array<string>, 
/**
 * Whether to ask once more.
 */
destructive: boolean, };

/**
 * What became of what was asked for, as a whole.
 */
export type WriteOutcome = "done" | "not_done" | "refused" | "conflict" | "offline" | "unknown" | "partly";

/**
 * What became of writes.
 */
export type WriteResult = { 
/**
 * As a whole.
 */
outcome: WriteOutcome, 
/**
 * The invoice; absent when none was made.
 */
invoice_id: number | null, 
/**
 * What happened, to what, and what to do, in words.
 */
message: string, 
/**
 * A line of the journal for each write, in order.
 */
entries: Array<JournalEntry>, 
/**
 * For a conflict: what was seen (`before`) against what the server has now (`after`), field by field.
 */
conflict: Array<Difference>, };

/**
 * Which lines of the journal, the newest first.
 */
export type JournalRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Only those of this invoice.
 */
invoice_id: number | null, 
/**
 * Only these; all when empty.
 */
statuses: Array<WriteStatus>, 
/**
 * How many to skip.
 */
offset: number, 
/**
 * How many to give at most.
 */
limit: number, };

/**
 * Some lines of the journal.
 */
export type EntriesRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Their numbers.
 */
ids: Array<number>, };

/**
 * What a person found out about a write whose outcome is unknown.
 */
export type DecideRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The line of the journal.
 */
id: number, 
/**
 * Whether it happened.
 */
happened: boolean, };

/**
 * A prepared change against what the server has now.
 */
export type DraftCheck = { 
/**
 * The draft.
 */
entry: JournalEntry, 
/**
 * What was seen when it was prepared (`before`) against what the server has now (`after`); empty when they agree.
 */
conflict: Array<Difference>, 
/**
 * Why it cannot be sent as the invoice stands now, in words.
 */
problem: string | null, };

/**
 * The same action for several invoices.
 */
export type BulkAction = { "action": "change_state", 
/**
 * Where to.
 */
state: string, } | { "action": "charge" } | { "action": "add_line_item", 
/**
 * The line.
 */
line_item: NewLineItem, };

/**
 * Which invoices an action is for, and what the action is.
 */
export type BulkPreviewRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * What to do.
 */
action: BulkAction, 
/**
 * These invoices; null for all that `filter` finds.
 */
ids: Array<number> | null, 
/**
 * Which, where no ids are given.
 */
filter: InvoiceFilter, };

/**
 * An invoice of a selection.
 */
export type BulkRow = { 
/**
 * The server's id.
 */
id: number, 
/**
 * The number people see.
 */
friendly_id: string | null, 
/**
 * The customer's name.
 */
buyer_name: string | null, 
/**
 * Where it stands.
 */
state: string, 
/**
 * ISO code.
 */
currency: string | null, 
/**
 * The total.
 */
cost: string, 
/**
 * Why the action is not possible, in words; absent when it is.
 */
problem: string | null, 
/**
 * Stands for the invoice as it is shown here. An invoice that changed since is not touched.
 */
version: string, };

/**
 * What an action would do to a selection.
 */
export type BulkPreview = { 
/**
 * Every invoice of the selection, in the order they would be changed.
 */
rows: Array<BulkRow>, 
/**
 * For how many it is possible, and what those add up to per currency.
 */
possible: Array<CurrencyTotal>, 
/**
 * What it does to each beyond its name.
 */
effects: Array<Effect>, 
/**
 * Whether the totals have to be typed before it starts: money is taken.
 */
totals_to_type: boolean, };

/**
 * An invoice as a preview showed it.
 */
export type BulkTarget = { 
/**
 * The server's id.
 */
id: number, 
/**
 * As in [`BulkRow::version`].
 */
version: string, };

/**
 * A total as a person typed it.
 */
export type TypedTotal = { 
/**
 * ISO code; null for invoices without one.
 */
currency: string | null, 
/**
 * As typed.
 */
text: string, };

/**
 * The action for those invoices of a preview for which it was possible.
 */
export type BulkRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * What to do.
 */
action: BulkAction, 
/**
 * The invoices, as the preview showed them.
 */
rows: Array<BulkTarget>, 
/**
 * What was typed as total of each currency; only where the preview asks for it.
 */
typed_totals: Array<TypedTotal>, 
/**
 * How the person writes amounts.
 */
format: AmountFormat, };

/**
 * What became of an action for one invoice.
 */
export type BulkRowResult = { 
/**
 * The invoice.
 */
invoice_id: number, 
/**
 * The number people see.
 */
friendly_id: string | null, 
/**
 * The customer's name.
 */
buyer_name: string | null, 
/**
 * What became of it.
 */
outcome: WriteOutcome, 
/**
 * In words.
 */
message: string, };

/**
 * What became of an action for several invoices.
 */
export type BulkResult = { 
/**
 * One for each invoice that was got to, in order.
 */
results: Array<BulkRowResult>, 
/**
 * Invoices that were not got to, because a person stopped it or the portal could not be reached.
 */
left: number, 
/**
 * Why it ended before all were done, in words.
 */
ended_early: string | null, };

/**
 * What is held, how old it is, what is waiting.
 */
export type Status = { 
/**
 * The connection.
 */
connection: Connection, 
/**
 * Invoices held.
 */
invoices: number, 
/**
 * How many the server had when it was last asked.
 */
server_invoices: number | null, 
/**
 * The age of the data: when the newest sync that read everything that can change began. Null until
 * every invoice was read once.
 */
synced_at: string | null, 
/**
 * When the newest sync that read every page began.
 */
checked_at: string | null, 
/**
 * The newest comparison with the server.
 */
verification: Verification | null, 
/**
 * How the connection is kept up to date.
 */
settings: SyncSettings, 
/**
 * The newest run.
 */
last_run: SyncRun | null, 
/**
 * Whether a sync is running now, here or in another process.
 */
syncing: boolean, 
/**
 * Invoices whose payments are still to be read.
 */
payments_waiting: number, 
/**
 * Prepared changes that wait for a person's word.
 */
drafts: number, 
/**
 * Changes of which it is not known yet whether they happened.
 */
unsettled: number, 
/**
 * Why nothing can be changed through this connection, in words; absent when things can.
 */
changes_off: string | null, 
/**
 * Values of the server that could not be understood and are kept as they came.
 */
odd_values: number, 
/**
 * What invoices are printed without, because the token may not read it.
 */
printed_without: Array<string>, 
/**
 * Damaged caches that were set aside and are kept.
 */
kept_aside: Array<string>, 
/**
 * The cache file.
 */
data_file: string, 
/**
 * Its size in bytes.
 */
data_bytes: number, };

/**
 * A view a person made: a filter and an order under a name.
 */
export type SavedView = { 
/**
 * Its name, unique among the views of a connection.
 */
name: string, 
/**
 * Which invoices.
 */
filter: InvoiceFilter, 
/**
 * In which order.
 */
sort: Sort, 
/**
 * The columns shown, in their order; the usual ones when empty.
 */
columns: Array<SortColumn>, };

/**
 * The views a person made, all of them in their order.
 */
export type SavedViewsRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The views.
 */
views: Array<SavedView>, };

/**
 * How a connection is shown and what it may do.
 */
export type ConnectionSettingsRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Its colour in the sidebar; none when absent.
 */
color: string | null, 
/**
 * Whether changes are switched off.
 */
read_only: boolean, };

/**
 * What a connection prints with.
 */
export type PrintProfile = { 
/**
 * Text below the invoice.
 */
footnote: string | null, 
/**
 * Text printed when the VAT rate is 0.
 */
vat_zero_text: string | null, 
/**
 * The logo as a `data:` URL.
 */
logo: string | null, 
/**
 * The issuer's fiscal code, set here.
 */
fiscal_code: string | null, 
/**
 * The issuer's VAT code, set here.
 */
vat_code: string | null, 
/**
 * The label of the VAT code, set here.
 */
vat_code_label: string | null, 
/**
 * The label of the VAT rate, set here.
 */
vat_rate_label: string | null, 
/**
 * What the portal says, which is printed where nothing is set here.
 */
portal: PortalProfile, };

/**
 * What the portal says about the issuer.
 */
export type PortalProfile = { 
/**
 * The fiscal code.
 */
fiscal_code: string | null, 
/**
 * The VAT code.
 */
vat_code: string | null, 
/**
 * The label of the VAT code.
 */
vat_code_label: string | null, 
/**
 * The label of the VAT rate.
 */
vat_rate_label: string | null, };

/**
 * The texts a connection prints with, all of them; the logo is chosen apart.
 */
export type PrintProfileRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Text below the invoice.
 */
footnote: string | null, 
/**
 * Text printed when the VAT rate is 0.
 */
vat_zero_text: string | null, 
/**
 * The issuer's fiscal code; the portal's when absent.
 */
fiscal_code: string | null, 
/**
 * The issuer's VAT code; the portal's when absent.
 */
vat_code: string | null, 
/**
 * The label of the VAT code; the portal's when absent.
 */
vat_code_label: string | null, 
/**
 * The label of the VAT rate; the portal's when absent.
 */
vat_rate_label: string | null, };

/**
 * A backup that was read back.
 */
export type Restored = { 
/**
 * Invoices in it.
 */
invoices: number, 
/**
 * The age of its data, as in [`Status::synced_at`](super::types::Status::synced_at).
 */
synced_at: string | null, 
/**
 * Where the cache it took the place of is kept.
 */
kept_as: string | null, };

/**
 * A file or folder the program wrote since it was started, as it was told.
 */
export type WrittenRequest = { 
/**
 * The folder.
 */
folder: string, 
/**
 * The file's name; absent for the folder itself.
 */
file_name: string | null, };

/**
 * Invoices to hand to the system's program for PDFs, to be printed there.
 */
export type OpenPdfRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * These invoices, in this order; null for all that `filter` finds.
 */
ids: Array<number> | null, 
/**
 * Which, where no ids are given.
 */
filter: InvoiceFilter, 
/**
 * How they are laid out.
 */
layout: Layout, };

/**
 * Invoices that a sync saw become something a person wants to know of.
 */
export type SyncNews = { 
/**
 * Became unpaid, or came as such.
 */
unpaid: number, 
/**
 * Became failed, or came as such.
 */
failed: number, 
/**
 * Numbers and customers of the first few of both.
 */
examples: Array<string>, };

/**
 * Which run's news.
 */
export type SyncNewsRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The run.
 */
run: number, };

/**
 * A notification of the system.
 */
export type NotifyRequest = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its text.
 */
body: string, };

/**
 * An entry of a menu. Choosing it is told to the window as the event `menu` with the id; `window.show` and `app.quit` are
 * done without it.
 */
export type MenuEntry = { "entry": "action", 
/**
 * The action's id.
 */
id: string, 
/**
 * Its words.
 */
label: string, 
/**
 * Its keys, as `CmdOrCtrl+K`.
 */
keys: string | null, 
/**
 * Whether it can be chosen.
 */
enabled: boolean, } | { "entry": "line" };

/**
 * One menu of the bar.
 */
export type Menu = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its entries.
 */
entries: Array<MenuEntry>, };

/**
 * The native menus, in the words of the window.
 */
export type Menus = { 
/**
 * The menu bar; empty for none.
 */
bar: Array<Menu>, 
/**
 * The menu of the symbol in the system's tray; empty for no symbol.
 */
tray: Array<MenuEntry>, };

/**
 * The file a table becomes.
 */
export type TableFormat = "csv" | "xlsx";

/**
 * Which columns an exported table of invoices has.
 */
export type ExportColumns = "full" | "portal";

/**
 * Which invoices to write to a table, and how.
 */
export type ExportRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * These invoices; null for all that `filter` finds.
 */
ids: Array<number> | null, 
/**
 * Which, where no ids are given.
 */
filter: InvoiceFilter, 
/**
 * In which order.
 */
sort: Sort, 
/**
 * The file it becomes.
 */
format: TableFormat, 
/**
 * Its columns.
 */
columns: ExportColumns, 
/**
 * The line items too: further rows of a CSV, a second sheet of a workbook.
 */
line_items: boolean, };

/**
 * What became of an export.
 */
export type ExportResult = { 
/**
 * The file.
 */
file: SavedFile, 
/**
 * Invoices in it.
 */
invoices: number, 
/**
 * Line items in it.
 */
line_items: number, };

/**
 * Which invoices to copy.
 */
export type CopyRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * These invoices; null for all that `filter` finds.
 */
ids: Array<number> | null, 
/**
 * Which, where no ids are given.
 */
filter: InvoiceFilter, 
/**
 * In which order.
 */
sort: Sort, };

/**
 * A sum of invoices in one currency, and how to find them.
 */
export type Figure = { 
/**
 * How many invoices.
 */
count: number, 
/**
 * What their totals (VAT included) add up to.
 */
amount: string, 
/**
 * Finds exactly these invoices; their total is `amount`.
 */
filter: InvoiceFilter, };

/**
 * Which months to add up.
 */
export type EarningsRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The first month; from the first there is when absent.
 */
from: string | null, 
/**
 * The last month; to the last there is when absent.
 */
to: string | null, };

/**
 * What was earned, month by month of the billing period, in the groups of the portal's page of earnings.
 *
 * The portal's page (3scale/porta, `app/queries/monthly_revenue_query.rb`) adds up line items with VAT and rounds only
 * the sum, and adds all currencies together; here totals of invoices are added, each rounded as the customer owes it,
 * and never across currencies. So the two can differ by up to a cent per invoice.
 */
export type Earnings = { 
/**
 * The day these figures were made. The groups go by the state an invoice is in now, never by its due date.
 */
as_of: string, 
/**
 * By currency, the one with the most invoices first.
 */
currencies: Array<CurrencyEarnings>, };

/**
 * What was earned in one currency.
 */
export type CurrencyEarnings = { 
/**
 * ISO code; absent for invoices without one.
 */
currency: string | null, 
/**
 * Months that have invoices, newest first.
 */
months: Array<MonthEarnings>, 
/**
 * All these months together.
 */
sum: EarningGroups, };

/**
 * What was earned in one month.
 */
export type MonthEarnings = { 
/**
 * The month of the billing period.
 */
month: string, 
/**
 * Its sums.
 */
groups: EarningGroups, };

/**
 * The groups of the portal's page of earnings, which go by state alone (3scale/porta,
 * `app/queries/monthly_revenue_query.rb`).
 */
export type EarningGroups = { 
/**
 * Every invoice that is not cancelled, issued or not: the other groups together.
 */
total: Figure, 
/**
 * `open`, `finalized` and `pending`, whatever the due date: a pending invoice that is past due is in here.
 */
in_process: Figure, 
/**
 * `unpaid` and `failed`: charging failed at least once.
 */
overdue: Figure, 
/**
 * `paid`.
 */
paid: Figure, 
/**
 * In a state this version does not know. The portal has it in the total and in no group; absent when there is none.
 */
other: Figure | null, };

/**
 * What is owed, as of which day.
 */
export type ReceivablesRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * The day; today when absent.
 */
as_of: string | null, 
/**
 * Customers per currency to give at most, those who owe the most first; never more than 1,000.
 */
customers: number, };

/**
 * What customers owed at the end of a day, by how long it was due.
 *
 * Today and later it is what is outstanding now (`pending`, `unpaid`, `failed`), aged by that day. For a day that is
 * over it is what was issued by then and neither paid by then nor cancelled since
 * ([`InvoiceFilter::outstanding_on`]).
 */
export type Receivables = { 
/**
 * The day.
 */
as_of: string, 
/**
 * By currency, the one with the most invoices first.
 */
currencies: Array<CurrencyReceivables>, 
/**
 * What the cache cannot know about that day, in words, with the number of invoices it may be about; absent when
 * nothing is in doubt.
 */
uncertain: string | null, };

/**
 * What was owed in one currency.
 */
export type CurrencyReceivables = { 
/**
 * ISO code; absent for invoices without one.
 */
currency: string | null, 
/**
 * All customers together.
 */
sum: Ageing, 
/**
 * How many customers had an invoice outstanding.
 */
customer_count: number, 
/**
 * Those who owed the most, first; ties go by name and id.
 */
customers: Array<CustomerReceivables>, };

/**
 * What one customer owed.
 */
export type CustomerReceivables = { 
/**
 * The customer's account id.
 */
id: number | null, 
/**
 * Their name: as the portal has the account, or as the newest invoice says.
 */
name: string | null, 
/**
 * Whether they were deleted.
 */
deleted: boolean, 
/**
 * What they owed.
 */
ageing: Ageing, };

/**
 * Outstanding sums by the days they were past due.
 */
export type Ageing = { 
/**
 * All of it.
 */
total: Figure, 
/**
 * Not past due, or without a due date.
 */
not_due: Figure, 
/**
 * 1 to 30 days past due.
 */
days_1_30: Figure, 
/**
 * 31 to 60 days.
 */
days_31_60: Figure, 
/**
 * 61 to 90 days.
 */
days_61_90: Figure, 
/**
 * 91 days and more.
 */
days_91_up: Figure, };

/**
 * A part of the list of customers.
 */
export type CustomerListRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Part of the name, accents and case do not matter, or the account id; all when absent.
 */
query: string | null, 
/**
 * In which order.
 */
sort: CustomerSort, 
/**
 * How many rows to skip.
 */
offset: number, 
/**
 * How many rows to give at most; never more than 1,000.
 */
limit: number, };

/**
 * The columns customers can be sorted by.
 */
export type CustomerColumn = "name" | "invoices" | "invoiced" | "balance" | "overdue" | "last_payment";

/**
 * Order of the list of customers. Amounts go by their number, whatever the currency; who never paid comes before who
 * did. Ties go by name, currency and id upwards, so the order is always total.
 */
export type CustomerSort = { 
/**
 * By which column.
 */
column: CustomerColumn, 
/**
 * Largest first.
 */
descending: boolean, };

/**
 * A part of the list of customers.
 */
export type CustomerList = { 
/**
 * How many customers there are.
 */
customers: number, 
/**
 * How many rows there are: one for each currency of a customer.
 */
count: number, 
/**
 * The rows asked for.
 */
rows: Array<CustomerRow>, 
/**
 * Balance and overdue of all rows there are, per currency, the one with the most invoices first.
 */
sums: Array<CustomerSum>, };

/**
 * A customer in one currency.
 *
 * Invoices without an account id belong to the customer of their name. A customer of whom only cancelled invoices are
 * held, or none, has one row without a currency.
 */
export type CustomerRow = { 
/**
 * The account id.
 */
id: number | null, 
/**
 * The name: as the portal has the account, or as the newest invoice says.
 */
name: string | null, 
/**
 * Whether the customer was deleted.
 */
deleted: boolean, 
/**
 * ISO code; absent for a customer without invoices, and for invoices without a currency.
 */
currency: string | null, 
/**
 * All invoices of the customer in this currency, issued or not, cancelled ones left out.
 */
invoiced: Figure, 
/**
 * What is outstanding now: `pending`, `unpaid`, `failed`.
 */
balance: Figure, 
/**
 * Of that, what was due before today.
 */
overdue: Figure, 
/**
 * When an invoice in this currency was last paid.
 */
last_paid_at: string | null, 
/**
 * The total of that invoice.
 */
last_paid: string | null, };

/**
 * Sums of the list of customers in one currency.
 */
export type CustomerSum = { 
/**
 * ISO code; absent for invoices without one.
 */
currency: string | null, 
/**
 * What is outstanding.
 */
balance: Figure, 
/**
 * Of that, what is past due today.
 */
overdue: Figure, };

/**
 * A table of figures.
 */
export type FigureTable = { "table": "earnings", 
/**
 * The first month.
 */
from: string | null, 
/**
 * The last month.
 */
to: string | null, } | { "table": "receivables", 
/**
 * As of this day; today when absent.
 */
as_of: string | null, } | { "table": "customers", 
/**
 * As in [`CustomerListRequest`](super::figure_types::CustomerListRequest).
 */
query: string | null, 
/**
 * In which order.
 */
sort: CustomerSort, };

/**
 * A table of figures to write to a file.
 */
export type FigureExportRequest = { 
/**
 * The connection's name.
 */
connection: string, 
/**
 * Which table.
 */
table: FigureTable, 
/**
 * The file it becomes.
 */
format: TableFormat, };

/** Every command the window can call. */
export interface Commands {
  /** What the first screen needs. */
  app_state: { request: Nothing; response: AppState; progress: never };
  /** Probes a portal and a token and remembers them when invoices can be read. */
  connect: { request: ConnectRequest; response: ConnectOutcome; progress: never };
  /** Gives a remembered connection a token, after probing it. */
  provide_token: { request: TokenRequest; response: ConnectOutcome; progress: never };
  /** Asks for a CA file to trust when connecting; gives its name, null when dismissed. */
  choose_ca_file: { request: Nothing; response: string | null; progress: never };
  /** Starts the built-in sample portal and connects to it. */
  try_sample_data: { request: Nothing; response: Connection; progress: never };
  /** Forgets a connection and its token. */
  disconnect: { request: DisconnectRequest; response: null; progress: never };
  /** A part of the list of invoices. */
  list_invoices: { request: ListRequest; response: Array<InvoiceRow>; progress: never };
  /** Count and totals per currency of everything a filter finds. */
  total_invoices: { request: TotalsRequest; response: ListTotals; progress: never };
  /** The counts of the sidebar. */
  view_counts: { request: ConnectionRequest; response: ViewCounts; progress: never };
  /** The months that have invoices, newest first. */
  months: { request: ConnectionRequest; response: Array<MonthCount>; progress: never };
  /** One invoice. */
  invoice: { request: InvoiceRequest; response: InvoiceDetail; progress: never };
  /** The PDF of one invoice, made from the cache. */
  invoice_pdf: { request: PdfRequest; response: ArrayBuffer; progress: never };
  /** What that PDF has to do without. */
  pdf_notes: { request: PdfRequest; response: PdfNotes; progress: never };
  /** Asks where to save the PDF and writes it; null when dismissed. */
  save_pdf: { request: PdfRequest; response: SavedFile | null; progress: never };
  /** How the files of a selection would be named. */
  file_names: { request: FileNamesRequest; response: FileNames; progress: never };
  /** Asks where to put the PDFs of a selection and writes them; null when dismissed. */
  print_pdfs: { request: PrintRequest; response: PrintResult | null; progress: SyncProgress };
  /** Stops printing; what was written stays. False when nothing is printed. */
  stop_printing: { request: ConnectionRequest; response: boolean; progress: never };
  /** What comparing with the server's own PDF gave; null when it was not compared yet. */
  pdf_comparison: { request: InvoiceRequest; response: PdfComparison | null; progress: never };
  /** Fetches the server's own PDF, keeps it and compares it with the one made here. */
  compare_pdf: { request: InvoiceRequest; response: PdfComparison; progress: never };
  /** The server's own PDF, as it was fetched last. */
  server_pdf: { request: InvoiceRequest; response: ArrayBuffer; progress: never };
  /** Opens the invoice in the portal with the system's browser. */
  open_in_portal: { request: InvoiceRequest; response: null; progress: never };
  /** Opens the portal's page of access tokens with the system's browser. */
  open_token_settings: { request: PortalRequest; response: null; progress: never };
  /** Brings the cache up to date; ends when the sync ends. */
  sync: { request: SyncRequest; response: SyncRun; progress: SyncProgress };
  /** Stops a running sync; what was read is kept. False when none runs. */
  stop_sync: { request: ConnectionRequest; response: boolean; progress: never };
  /** What is held and how old it is. */
  status: { request: ConnectionRequest; response: Status; progress: never };
  /** The newest runs first. */
  sync_runs: { request: ConnectionRequest; response: Array<SyncRun>; progress: never };
  /** Compares everything held with the server and keeps the numbers. */
  verify: { request: ConnectionRequest; response: Verification; progress: SyncProgress };
  /** What syncs saw change since a moment, in the order it was seen. */
  changes: { request: ChangesRequest; response: Array<Change>; progress: never };
  /** What syncs saw change on one invoice, the newest first. */
  invoice_changes: { request: InvoiceRequest; response: Array<Change>; progress: never };
  /** How a connection is kept up to date. */
  sync_settings: { request: ConnectionRequest; response: SyncSettings; progress: never };
  /** Sets how a connection is kept up to date, from the next sync on. */
  set_sync_settings: { request: SyncSettingsRequest; response: SyncSettings; progress: never };
  /** Customers by name or id, to make an invoice for. */
  customers: { request: CustomersRequest; response: Array<Customer>; progress: never };
  /** Reads a text as an amount, in the format the person writes them in. */
  read_amount: { request: AmountRequest; response: AmountRead; progress: never };
  /** What writes would do, and whether they can; nothing is sent. */
  check_write: { request: WriteRequest; response: WriteCheck; progress: never };
  /** Sends writes, each once, and reads what became of them. */
  write: { request: WriteRequest; response: WriteResult; progress: never };
  /** Prepares writes without sending them. */
  prepare_write: { request: WriteRequest; response: Array<JournalEntry>; progress: never };
  /** What was changed, is prepared or not settled, the newest first. */
  journal: { request: JournalRequest; response: Array<JournalEntry>; progress: never };
  /** Compares prepared changes with what the server has now; nothing is sent. */
  check_drafts: { request: EntriesRequest; response: Array<DraftCheck>; progress: never };
  /** Sends prepared changes in the order they were made, one result for each. */
  send_drafts: { request: EntriesRequest; response: Array<WriteResult>; progress: SyncProgress };
  /** Goes by what the server has now instead of what was seen when the changes were prepared. */
  accept_drafts: { request: EntriesRequest; response: Array<JournalEntry>; progress: never };
  /** Throws prepared changes away. */
  discard_drafts: { request: EntriesRequest; response: Array<JournalEntry>; progress: never };
  /** Reads again what became of changes that are not settled. */
  settle_writes: { request: ConnectionRequest; response: Array<JournalEntry>; progress: never };
  /** Notes what a person found out about a change that reading could not settle. */
  decide_write: { request: DecideRequest; response: JournalEntry; progress: never };
  /** What an action would do to a selection. */
  preview_bulk: { request: BulkPreviewRequest; response: BulkPreview; progress: never };
  /** Does it, one invoice after the other. */
  run_bulk: { request: BulkRequest; response: BulkResult; progress: SyncProgress };
  /** Stops a running action after the invoice it is at. False when none runs. */
  stop_bulk: { request: ConnectionRequest; response: boolean; progress: never };
  /** Asks where to save the journal as CSV and writes it; null when dismissed. */
  save_journal: { request: ConnectionRequest; response: SavedFile | null; progress: never };
  /** Asks where to save a table of invoices and writes it; null when dismissed. */
  export_invoices: { request: ExportRequest; response: ExportResult | null; progress: SyncProgress };
  /** Stops writing a table; no file is left. False when none is written. */
  stop_export: { request: ConnectionRequest; response: boolean; progress: never };
  /** A table of invoices as text with tabs, to be pasted into a spreadsheet. */
  copy_invoices: { request: CopyRequest; response: string; progress: never };
  /** What was earned, month by month. */
  earnings: { request: EarningsRequest; response: Earnings; progress: never };
  /** What customers owed on a day, by age. */
  receivables: { request: ReceivablesRequest; response: Receivables; progress: never };
  /** A part of the list of customers with what they owe. */
  customer_list: { request: CustomerListRequest; response: CustomerList; progress: never };
  /** Asks where to save a table of figures and writes it; null when dismissed. */
  export_figures: { request: FigureExportRequest; response: SavedFile | null; progress: never };
  /** Sets what a person wants of the program as a whole. */
  set_preferences: { request: PreferencesRequest; response: Preferences; progress: never };
  /** Asks for the folder that questions about where to save start from; null when dismissed. */
  choose_pdf_folder: { request: Nothing; response: Preferences | null; progress: never };
  /** Sets how a connection is shown and whether changes are switched off. */
  set_connection: { request: ConnectionSettingsRequest; response: Connection; progress: never };
  /** The views a person made. */
  saved_views: { request: ConnectionRequest; response: Array<SavedView>; progress: never };
  /** Sets them, all at once. */
  set_saved_views: { request: SavedViewsRequest; response: Array<SavedView>; progress: never };
  /** What a connection prints with. */
  print_profile: { request: ConnectionRequest; response: PrintProfile; progress: never };
  /** Sets the texts a connection prints with. */
  set_print_profile: { request: PrintProfileRequest; response: PrintProfile; progress: never };
  /** Asks for a logo to print and keeps it; null when dismissed. */
  choose_logo: { request: ConnectionRequest; response: PrintProfile | null; progress: never };
  /** Prints without a logo from now on. */
  remove_logo: { request: ConnectionRequest; response: PrintProfile; progress: never };
  /** Asks where to save a copy of the cache and writes it; null when dismissed. */
  back_up: { request: ConnectionRequest; response: SavedFile | null; progress: never };
  /** Asks for such a copy and puts it in the place of the cache, which is kept; null when dismissed. */
  restore: { request: ConnectionRequest; response: Restored | null; progress: never };
  /** Removes the token of a connection from this computer; its cache stays readable. */
  forget_token: { request: ConnectionRequest; response: Connection; progress: never };
  /** Shows the folder of a connection's cache. */
  show_data_folder: { request: ConnectionRequest; response: null; progress: never };
  /** Shows the folder of the program's log. */
  show_log_folder: { request: Nothing; response: null; progress: never };
  /** Shows a file the program wrote since it was started in its folder. */
  show_written: { request: WrittenRequest; response: null; progress: never };
  /** Opens such a file with the system's program for it. */
  open_written: { request: WrittenRequest; response: null; progress: never };
  /** Makes one PDF of a selection and opens it with the system's program, to be printed there. */
  open_pdf: { request: OpenPdfRequest; response: PrintResult; progress: SyncProgress };
  /** Opens an invoice in a window of its own. */
  open_invoice_window: { request: InvoiceRequest; response: null; progress: never };
  /** What a sync saw that a person wants to know of. */
  sync_news: { request: SyncNewsRequest; response: SyncNews; progress: never };
  /** Shows a notification of the system. */
  notify: { request: NotifyRequest; response: null; progress: never };
  /** Sets the native menus. */
  set_menus: { request: Menus; response: null; progress: never };
}
