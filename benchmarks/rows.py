"""The rows of the benchmark: whole programs in the language, by group. HOST stands for the host of `--host`."""

# fmt: off
CALIBRATE = """
def f(n):
    s = 0
    for i in range(n):
        s += i * 2 % 7
    return s
f(3_000_000)
d = {}
for i in range(300_000): d[str(i)] = [i]
sorted(d, key=lambda k: k[::-1])
"""

LANGUAGE = {
    "start": "",
    "pipeline-1e6": "1..1000000 | ForEach-Object { $_ * 2 } | Measure-Object -Sum | ForEach-Object Sum",
    "for-3e6": "$s = 0; for ($i = 0; $i -lt 3000000; $i++) { $s += $i }; $s",
    "foreach-3e6": "$s = 0; foreach ($i in 1..3000000) { if ($i % 3 -eq 0) { $s += $i } }; $s",
    "function-300k": "function Add-One { param([int]$N) $N + 1 }; $s = 0; for ($i = 0; $i -lt 300000; $i++) { $s = Add-One $s }; $s",
    "fib-24": "function fib($n) { if ($n -lt 2) { return $n }; (fib ($n - 1)) + (fib ($n - 2)) }; fib 24",
    "filter-500k": "1..500000 | Where-Object { $_ % 2 -eq 0 } | Where-Object { $_ -gt 1000 } | Measure-Object | ForEach-Object Count",
    "strings-200k": "$n = 0; foreach ($i in 1..200000) { $t = \"item-$i-of-many\"; if ($t -match '(\\d+)') { $n += $Matches[1].Length }; $n += ($t -split '-').Count; $t = $t -replace 'item', 'x' }; $n",
    "format-operator-200k": "$n = 0; foreach ($i in 1..200000) { $n += ('{0:D6} {1,10:N2}' -f $i, ($i / 7)).Length }; $n",
    "hashtable-500k": "$h = @{}; foreach ($i in 1..500000) { $h[\"k$($i % 50000)\"] += $i }; $h.Count",
    "array-append-10k": "$a = @(); foreach ($i in 1..10000) { $a += $i }; $a.Count",
    "objects-100k": "$a = foreach ($i in 1..100000) { [pscustomobject]@{ Name = \"n$i\"; Size = $i; Odd = [bool]($i % 2) } }; ($a | Measure-Object Size -Sum).Sum",
    "sort-ints-300k": "$r = foreach ($i in 1..300000) { ($i * 7919) % 300007 }; ($r | Sort-Object)[12345]",
    "sort-objects-100k": "$a = foreach ($i in 1..100000) { [pscustomobject]@{ Name = \"n$(($i * 7919) % 100003)\"; Size = $i % 97 } }; ($a | Sort-Object Size, Name)[500].Name",
    "group-200k": "1..200000 | Group-Object { $_ % 1000 } | Measure-Object | ForEach-Object Count",
    "select-100k": "$a = foreach ($i in 1..100000) { [pscustomobject]@{ Name = \"n$i\"; Size = $i } }; ($a | Select-Object Name, @{ n = 'Twice'; e = { $_.Size * 2 } } | Select-Object -Last 1).Twice",
    "json-50k": "$a = foreach ($i in 1..50000) { @{ id = $i; name = \"n$i\"; tags = 'a', 'b' } }; $j = $a | ConvertTo-Json -Compress; ($j | ConvertFrom-Json).Count",
    "csv-100k": "$a = foreach ($i in 1..100000) { [pscustomobject]@{ Name = \"n$i\"; Size = $i } }; $a | Export-Csv t.csv; (Import-Csv t.csv).Count",
    "get-content-500k": "1..500000 | Set-Content t.txt; $n = 0; Get-Content t.txt | ForEach-Object { $n += $_.Length }; $n",
    "select-string-500k": "1..500000 | Set-Content t.txt; (Select-String -Path t.txt -Pattern '77\\d7$').Count",
    "files-20k": "foreach ($d in 1..100) { $null = New-Item -ItemType Directory \"d$d\"; foreach ($f in 1..200) { [IO.File]::WriteAllText(\"$PWD/d$d/f$f.txt\", 'x') } }; (Get-ChildItem -Recurse -File | Where-Object Name -like 'f1*').Count",
    "format-table-20k": "$a = foreach ($i in 1..20000) { [pscustomobject]@{ Name = \"n$i\"; Size = $i; When = [datetime]'2024-01-01' } }; $a",
    "class-methods-300k": "class Counter { [int]$N; [void] Add([int]$by) { $this.N += $by } }; $c = [Counter]::new(); foreach ($i in 1..300000) { $c.Add($i % 3) }; $c.N",
    "try-catch-20k": "$n = 0; foreach ($i in 1..20000) { try { throw \"e$i\" } catch { $n++ } }; $n",
    "native-200": "foreach ($i in 1..200) { /bin/true }; $LASTEXITCODE",
    "native-pipe-1e6": "seq 1000000 | Measure-Object | ForEach-Object Count",
    "native-through-1e6": "seq 1000000 | grep 7 | wc -l",
    "parse-20k-lines": "$t = [Text.StringBuilder]::new(); foreach ($i in 1..20000) { $null = $t.AppendLine(\"if (`$x -gt $i) { Write-Output `\"line $i `$(`$x + 1)`\" | Select-Object -First 1 }\") }; [scriptblock]::Create($t.ToString()).ToString().Length",
}

JOBS = {
    "start-job-1": "Start-Job { 1 } | Receive-Job -Wait",
    "start-job-10": "1..10 | ForEach-Object { Start-Job { $using:_ } } | Receive-Job -Wait | Measure-Object -Sum | ForEach-Object Sum",
    "start-job-50": "1..50 | ForEach-Object { Start-Job { 1 } } | Receive-Job -Wait | Measure-Object -Sum | ForEach-Object Sum",
    "threadjob-10": "1..10 | ForEach-Object { Start-ThreadJob { 1 } } | Receive-Job -Wait | Measure-Object -Sum | ForEach-Object Sum",
    "threadjob-500": "1..500 | ForEach-Object { Start-ThreadJob { 1 } } | Receive-Job -Wait | Measure-Object -Sum | ForEach-Object Sum",
    "parallel-1000": "1..1000 | ForEach-Object -Parallel { $_ * 2 } -ThrottleLimit 8 | Measure-Object -Sum | ForEach-Object Sum",
    "job-output-100k": "Start-Job { 1..100000 } | Receive-Job -Wait | Measure-Object -Sum | ForEach-Object Sum",
    "job-objects-20k": "Start-Job { foreach ($i in 1..20000) { [pscustomobject]@{ Name = \"n$i\"; Size = $i; When = [datetime]'2024-01-01' } } } | Receive-Job -Wait | Measure-Object Size -Sum | ForEach-Object Sum",
    "event-wait-200": "$j = Start-ThreadJob { foreach ($i in 1..200) { $i; Start-Sleep -Milliseconds 1 } }; Receive-Job $j -Wait | Measure-Object | ForEach-Object Count",
}

REMOTE = {
    "session-cold": "$s = New-PSSession -HostName HOST; Invoke-Command $s { 1 }",
    "invoke-cold": "Invoke-Command -HostName HOST { 1 }",
    "invoke-open-500": "$s = New-PSSession -HostName HOST; foreach ($i in 1..500) { $null = Invoke-Command $s { 1 } }",
    "session-16": "$s = New-PSSession -HostName (@('HOST') * 16); (Invoke-Command $s { 1 }).Count",
    "session-64": "$s = New-PSSession -HostName (@('HOST') * 64); (Invoke-Command $s { 1 }).Count",
    "remote-ints-100k": "$s = New-PSSession -HostName HOST; (Invoke-Command $s { 1..100000 } | Measure-Object -Sum).Sum",
    "remote-objects-20k": "$s = New-PSSession -HostName HOST; (Invoke-Command $s { foreach ($i in 1..20000) { [pscustomobject]@{ Name = \"n$i\"; Size = $i; When = [datetime]'2024-01-01' } } } | Measure-Object Size -Sum).Sum",
    "remote-string-20MB": "$s = New-PSSession -HostName HOST; (Invoke-Command $s { 'x' * 20000000 }).Length",
    "remote-lines-200k": "$s = New-PSSession -HostName HOST; (Invoke-Command $s { seq 200000 }).Count",
    "copy-to-session-20MB": "[IO.File]::WriteAllBytes(\"$PWD/a.bin\", [byte[]]::new(20000000)); $s = New-PSSession -HostName HOST; Copy-Item a.bin -Destination \"$PWD/b.bin\" -ToSession $s; (Get-Item b.bin).Length",
    "copy-from-session-20MB": "[IO.File]::WriteAllBytes(\"$PWD/a.bin\", [byte[]]::new(20000000)); $s = New-PSSession -HostName HOST; Copy-Item \"$PWD/a.bin\" -Destination b.bin -FromSession $s; (Get-Item b.bin).Length",
    "remote-job-as-job": "$s = New-PSSession -HostName HOST; $j = Invoke-Command $s { 1..1000 } -AsJob; ($j | Receive-Job -Wait).Count",
    "remote-input-50k": "$s = New-PSSession -HostName HOST; (1..50000 | Invoke-Command $s { $input | Measure-Object -Sum }).Sum",
}

GROUPS = {"language": LANGUAGE, "jobs": JOBS, "remote": REMOTE}

# fmt: on
