"""What somebody would write in an afternoon to copy all invoices: the yardstick of the sync benchmark.

Standard library only: pages of 500 over one connection, ElementTree, sqlite3, a transaction a page, no search index.
Usage: straightforward.py URL TOKEN DATABASE; prints the invoices, the line items and the seconds as JSON.
"""

import base64
import http.client
import json
import sqlite3
import sys
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

INVOICE = [
    "id", "friendly_id", "creation_type", "state", "paid_at", "due_on", "issued_on", "currency", "cost", "vat_rate",
    "vat_amount", "cost_without_vat", "payment_transactions_count",
]
PARTY = ["id", "org_name", "address", "city", "state", "country", "phone", "zip", "status"]
LINE_ITEM = [
    "id", "name", "description", "quantity", "type", "metric_id", "plan_id", "contract_id", "contract_type", "cost",
]


def schema(database):
    invoice = INVOICE + ["period_from", "period_to"]
    invoice += ["provider_" + name for name in PARTY] + ["buyer_" + name for name in PARTY]
    database.execute(f"CREATE TABLE invoices ({', '.join(invoice)}, PRIMARY KEY (id))")
    database.execute(f"CREATE TABLE line_items (invoice_id, {', '.join(LINE_ITEM)})")
    database.execute("CREATE INDEX line_items_by_invoice ON line_items (invoice_id)")


def pages(url, token):
    where = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname, where.port)
    login = base64.b64encode(f"{token}:".encode()).decode()
    page = 1
    while True:
        connection.request(
            "GET", f"/api/invoices.xml?page={page}&per_page=500", headers={"Authorization": f"Basic {login}"}
        )
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"page {page}: {answer.status}")
        root = ElementTree.fromstring(body)
        yield root
        if page >= int(root.find("pagination").get("total_pages")):
            return
        page += 1


def save(database, root):
    invoices, items = [], []
    for invoice in root.iter("invoice"):
        row = [invoice.findtext(name) for name in INVOICE]
        row += [invoice.findtext("period/from"), invoice.findtext("period/to")]
        for party in ("provider", "buyer"):
            row += [invoice.findtext(f"{party}/{name}") for name in PARTY]
        invoices.append(row)
        for item in invoice.iter("line-item"):
            items.append([row[0]] + [item.findtext(name) for name in LINE_ITEM])
    with database:
        database.executemany(f"INSERT OR REPLACE INTO invoices VALUES ({','.join('?' * len(invoices[0]))})", invoices)
        database.executemany(f"INSERT INTO line_items VALUES ({','.join('?' * (len(LINE_ITEM) + 1))})", items)
    return len(invoices), len(items)


def main(url, token, path):
    began = time.perf_counter()
    database = sqlite3.connect(path)
    schema(database)
    invoices = items = 0
    for root in pages(url, token):
        counts = save(database, root)
        invoices, items = invoices + counts[0], items + counts[1]
    print(json.dumps({"invoices": invoices, "line_items": items, "seconds": time.perf_counter() - began}))


main(*sys.argv[1:])
