#!/bin/bash
# Fetches one source package through the machine's own apt and prints the folder it was unpacked to.
#
#   cmake/fetch_debian_source.sh <package>        versions and checksums: cmake/third_party.list
#
# Mirror and keyring come from the machine's apt configuration; nothing below /etc or /var is touched and no root is
# needed: source list, index files and state live in the cache folder. apt verifies the chain signature -> index ->
# archive; the checksum in the list is checked besides. Exit 3: the mirror has none of the listed versions.
set -euo pipefail

package=${1:?usage: fetch_debian_source.sh <package>}
list="$(cd "$(dirname "$0")" && pwd)/third_party.list"
cache="${LESEPASS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lesepass}/third_party"

say() { echo "third-party: $*" >&2; }
fail() { say "$1"; exit "${2:-1}"; }

# rows of the list for this package: "version suite sha256"
rows() { awk -v p="$package" '$1 == p { print $2, $3, $4 }' "$list"; }

# The folder a list row was unpacked to earlier; the row "any" remembers its version in a file.
cached_folder() {
    local version=$1 suite=$2 remembered
    if [ "$version" = any ]; then
        remembered="$cache/$package.$suite.version"
        [ -f "$remembered" ] || return 1
        version=$(cat "$remembered")
    fi
    [ -f "$cache/$package-$version/.complete" ] && echo "$cache/$package-$version"
}

# Container images come without package lists, and then apt does not tell its mirror: a private copy is read once.
own_lists=()
find_own_lists() {
    [ -z "$(apt-get indextargets 2>/dev/null | head -1)" ] || return 0
    own_lists=(-o Dir::State::Lists="$cache/apt-own/lists")
    [ ! -d "$cache/apt-own/lists" ] || return 0
    say "this machine has no package lists; reading them into the cache"
    mkdir -p "$cache/apt-own/lists/partial"
    apt-get -q "${own_lists[@]}" -o Dir::Cache="$cache/apt-own/cache" -o APT::Sandbox::User="$(id -un)" update >&2 || true
}

# Value of a field of the first index target that belongs to the distribution itself.
target_field() {
    apt-get "${own_lists[@]}" indextargets 'Created-By: Packages' "Origin: $origin" "Label: $origin" 2>/dev/null |
        awk -v f="$1:" '$1 == f && !seen { print $2; seen = 1 }'
}

keyring() {
    local field entry file
    field=$(target_field Signed-By)
    entry=$(target_field Sourcesentry)
    [ -n "$field" ] || field=$(grep -ihoE 'signed-by[:=] *[^] ]+' "${entry%%:*}" 2>/dev/null | head -1 | sed -E 's/^[^:=]*[:=] *//')
    for file in "$field" "/usr/share/keyrings/${origin,,}-archive-keyring.gpg"; do
        if [ -f "$file" ]; then echo "$file"; return; fi
    done
}

# Debian's suite names are used as they are. Ubuntu has the same packages in its own release and in "devel".
suite_here() {
    if [ "$origin" = Debian ]; then echo "$1"; return; fi
    if [ "$1" = sid ]; then echo devel; else target_field Release | sed 's/-.*//'; fi
}

# apt-get with private source list, index and cache folder for one suite. A mirror may be frozen, its index past its
# date: the signature still holds, and which archive is right is for the checksum in the list to say.
private_apt() {
    local suite=$1 dir="$cache/apt-$1"
    shift
    apt-get -q \
        -o Dir::Etc::SourceList="$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$dir/lists" -o Dir::Cache="$dir/cache" \
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false "$@" >&2
}

update_index() {
    local suite=$1 dir="$cache/apt-$1" mirror signed components=main
    [ -n "$(find "$dir/lists" -name '*_Sources*' -mmin -60 2>/dev/null | head -1)" ] && return 0
    mirror=$(target_field Repo-URI)
    [ -n "$mirror" ] || { say "this machine's apt knows no $origin mirror"; return 1; }
    [ "$origin" = Debian ] || components="main universe"
    signed=$(keyring)
    mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
    echo "deb-src ${signed:+[signed-by=$signed] }$mirror $suite $components" >"$dir/sources.list"
    say "reading the source index of $origin $suite"
    private_apt "$suite" update || true  # a foreign Post-Invoke hook may fail without root; what counts is the index
    [ -n "$(find "$dir/lists" -name '*_Sources*' | head -1)" ] || { say "the source index of $suite could not be read"; return 1; }
}

newest_version() {
    local dir="$cache/apt-$1"
    apt-cache -o Dir::Etc::SourceList="$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$dir/lists" -o Dir::Cache="$dir/cache" showsrc --only-source "$package" 2>/dev/null |
        awk '$1 == "Version:" { print $2 }' | sort -V | tail -1
}

# Upstream archive plus Debian's patches, in a folder that appears only when it is complete.
unpack() {
    local version=$1 downloads=$2 folder="$cache/$package-$1" scratch patch
    scratch=$(mktemp -d "$cache/unpack.XXXXXX")
    tar -xf "$downloads"/"${package}"_*.orig.tar.* -C "$scratch" --strip-components=1
    mkdir "$scratch/.debian"
    for archive in "$downloads"/"${package}"_*.debian.tar.*; do
        tar -xf "$archive" -C "$scratch/.debian" --strip-components=1
    done
    if [ -f "$scratch/.debian/patches/series" ]; then
        sed 's/#.*//; s/[[:space:]].*//; /^$/d' "$scratch/.debian/patches/series" | while read -r patch; do
            patch -s -d "$scratch" -p1 -N <"$scratch/.debian/patches/$patch" >&2
        done
    fi
    touch "$scratch/.complete"
    chmod 755 "$scratch"
    rm -rf "$folder"
    mv -T "$scratch" "$folder"
    echo "$folder"
}

# One row of the list: download, check, unpack. Prints the folder.
fetch_row() {
    local version=$1 wanted_suite=$2 sha=$3 suite downloads archive
    suite=$(suite_here "$wanted_suite")
    update_index "$suite" || return 1
    if [ "$version" = any ]; then
        version=$(newest_version "$suite")
        [ -n "$version" ] || return 1
    fi
    downloads=$(mktemp -d "$cache/download.XXXXXX")
    say "downloading $package $version from $origin $suite"
    if ! (cd "$downloads" && private_apt "$suite" source --download-only "$package=$version"); then
        rm -rf "$downloads"
        return 1
    fi
    archive=$(echo "$downloads/${package}"_*.orig.tar.*)
    if [ "$sha" != - ] && ! echo "$sha  $archive" | sha256sum --check --quiet >&2; then
        rm -rf "$downloads"
        fail "$package $version: the archive differs from the checksum in $list" 4
    fi
    unpack "$version" "$downloads"
    rm -rf "$downloads"
    if [ "$1" = any ]; then
        echo "$version" >"$cache/$package.$wanted_suite.version"
    fi
}

[ -n "$(rows)" ] || fail "$package is not in $list"
mkdir -p "$cache"

while read -r version suite sha; do
    if cached_folder "$version" "$suite"; then exit 0; fi
done < <(rows)

command -v apt-get >/dev/null || fail "no apt-get on this machine" 3
find_own_lists
origin=$(apt-get "${own_lists[@]}" indextargets 'Created-By: Packages' --format '$(ORIGIN)' | grep -xE 'Debian|Ubuntu' | sort -u | head -1 || true)
[ -n "$origin" ] || fail "this machine's apt knows neither a Debian nor an Ubuntu mirror" 3

exec 9>"$cache/.lock"
flock 9  # two configure runs at the same time share one download
first=1
while read -r version suite sha; do
    if cached_folder "$version" "$suite"; then exit 0; fi
    if [ "$first" = 0 ]; then say "not to be had from the mirror; trying $package $version of $suite"; fi
    first=0
    if fetch_row "$version" "$suite" "$sha" </dev/null; then exit 0; fi
done < <(rows)
fail "the mirror has none of the listed versions of $package" 3
