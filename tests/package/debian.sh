#!/bin/sh
# Installs the package into a bare Debian 12 and lives its life there: install, run, reload, stop,
# upgrade, remove, purge.
#
# Usage: debian.sh weir_VERSION_ARCH.deb [MIRROR]   As root; takes the bare system and the package's
# dependencies from MIRROR. Exit 77 where that is not possible.
set -eu
deb=$(readlink -f "$1")
mirror=${2:-http://deb.debian.org/debian}

skip() { echo "skipped: $1"; exit 77; }
[ "$(id -u)" -eq 0 ] || skip "only root can make a chroot"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
command -v python3 >/dev/null || skip "python3 is not installed"

# The bare system is kept: making it takes a minute.
bare=${WEIR_BARE_DEBIAN:-/var/tmp/weir-bookworm.tar}
root=$(mktemp -d /var/tmp/weir-package.XXXXXX)
site=""
daemon=""
clean_up() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    [ -z "$site" ] || kill "$site" 2>/dev/null || true
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap clean_up EXIT

if [ ! -e "$bare" ]; then
    echo "== making a bare Debian 12"
    debootstrap --variant=minbase --make-tarball="$bare.part" bookworm "$root/new" "$mirror" \
        >"$root/log" 2>&1 || { tail -3 "$root/log"; skip "the mirror is out of reach"; }
    mv "$bare.part" "$bare"
    rm -rf "$root/new" "$root/log"
fi
debootstrap --variant=minbase --unpack-tarball="$bare" bookworm "$root" "$mirror" >/dev/null
chmod 755 "$root"  # Else nobody but root could enter it.
mount -t proc proc "$root/proc"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp /etc/resolv.conf "$root/etc/resolv.conf"
for file in /etc/apt/apt.conf.d/*proxy*; do
    [ ! -e "$file" ] || cp "$file" "$root/etc/apt/apt.conf.d/"
done

fail() {
    echo "FAILED: $1"
    [ ! -e "$root/daemon.log" ] || tail -5 "$root/daemon.log"
    exit 1
}
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@"; }
until_true() {
    for _ in $(seq 100); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    fail "waited in vain for: $*"
}
weir() { inside weir "$@" -c /etc/weir/feeds.toml; }
get() { python3 -c 'import sys, urllib.request
print(urllib.request.urlopen(sys.argv[1], timeout=5).read().decode())' "$1"; }
serves() { get "$url/all.atom" | grep -q "$1"; }

echo "== install"
cp "$deb" "$root/weir.deb"
inside apt-get update -q >/dev/null || skip "the mirror is out of reach"
inside apt-get install -q -y --no-install-recommends /weir.deb >"$root/log" 2>&1 ||
    { tail -20 "$root/log"; fail "apt-get install"; }
inside dpkg -s weir | grep -q '^Status: install ok installed' || fail "not installed"
inside getent passwd weir >/dev/null || fail "there is no user weir"
[ "$(inside stat -c '%U:%G %a' /var/lib/weir)" = "weir:weir 750" ] || fail "/var/lib/weir is wrong"
inside dpkg-query -W -f='${Conffiles}' weir | grep -q /etc/weir/feeds.toml || fail "no conffile"
[ -L "$root/etc/systemd/system/multi-user.target.wants/weir.service" ] || fail "weir.service is not enabled"
[ ! -e "$root/etc/systemd/system/sockets.target.wants/weir.socket" ] || fail "weir.socket is enabled"
for file in /usr/share/man/man1/weir.1.gz /usr/share/man/man5/feeds.toml.5.gz \
    /usr/share/bash-completion/completions/weir /usr/share/zsh/site-functions/_weir \
    /usr/share/fish/vendor_completions.d/weir.fish /lib/systemd/system/weir-publish.timer; do
    # A bare system may be told to leave documentation out.
    [ -e "$root$file" ] || inside grep -rqs "path-exclude" /etc/dpkg/dpkg.cfg.d || fail "$file is missing"
done
weir check >/dev/null || fail "weir check refuses the packaged configuration"

echo "== run"
mkdir "$root/site"
cat >"$root/site/feed.xml" <<'X'
<rss version="2.0"><channel><title>Harbour</title><link>http://h.example/</link><description>d</description>
<item><guid>1</guid><title>First ship</title></item></channel></rss>
X
sed 's/Harbour/Quay/; s/First ship/Second ship/; s/>1</>2</' "$root/site/feed.xml" >"$root/site/quay.xml"
python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$root/site" >"$root/site.log" 2>&1 &
site=$!
until_true grep -q 'port [0-9]' "$root/site.log"
pages=http://127.0.0.1:$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$root/site.log")

start() {
    # As weir.service does: its user, its state folder, a NOTIFY_SOCKET that nobody reads.
    exec chroot --userspec=weir:weir "$root" /usr/bin/env -i PATH=/usr/bin:/bin STATE_DIRECTORY=/var/lib/weir \
        "$@" weir run -c /etc/weir/feeds.toml 2>>"$root/daemon.log"
}
sed -i 's/127.0.0.1:7878/127.0.0.1:0/' "$root/etc/weir/feeds.toml"
run_daemon() {
    : >"$root/daemon.log"
    start &
    daemon=$!
    until_true grep -q ' runs feeds=' "$root/daemon.log"
    url=$(sed -n 's/.* url=\(http:[^ ]*\)\/$/\1/p' "$root/daemon.log" | tail -1)
}
run_daemon
get "$url/healthz" | grep -q ok || fail "/healthz"

echo "== add a feed, reload"
export_state="STATE_DIRECTORY=/var/lib/weir"
weir_here() { inside env "$export_state" weir "$@" -c /etc/weir/feeds.toml; }
weir_here add "$pages/feed.xml" --name harbour >/dev/null || fail "weir add"
until_true serves "First ship"
printf '\n[[feed]]\nurl = "%s/quay.xml"\nname = "quay"\n' "$pages" >>"$root/etc/weir/feeds.toml"
kill -HUP "$daemon"
until_true serves "Second ship"
weir_here feeds | grep -q harbour || fail "weir feeds"
get "$url/metrics" | grep -q '^weir_feeds{state="ok"} ' || fail "/metrics"

echo "== stop"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
daemon=""

echo "== upgrade over itself"
inside dpkg --force-confold -i /weir.deb >"$root/log" 2>&1 || { cat "$root/log"; fail "upgrade"; }
grep -q quay "$root/etc/weir/feeds.toml" || fail "the upgrade lost the configuration"
run_daemon
serves "First ship" || fail "the upgrade lost the store"
kill -TERM "$daemon"
wait "$daemon" || fail "the daemon ended with $?"
daemon=""

echo "== remove"
inside dpkg -r weir >/dev/null 2>&1 || fail "remove"
[ ! -e "$root/usr/bin/weir" ] || fail "the program is still there"
[ -e "$root/var/lib/weir/weir.db" ] || fail "removing lost the store"
[ -e "$root/etc/weir/feeds.toml" ] || fail "removing lost the configuration"

echo "== purge"
inside dpkg -P weir >/dev/null 2>&1 || fail "purge"
for path in /var/lib/weir /etc/weir /etc/systemd/system/multi-user.target.wants/weir.service \
    /var/lib/systemd/deb-systemd-helper-enabled/weir.service.dsh-also; do
    [ ! -e "$root$path" ] || fail "$path is still there"
done
echo "the package lives and dies as it should"
