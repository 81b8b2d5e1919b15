# Run by cpack on the staged files, before they are packed: what Debian's policy asks for beyond
# `cmake --install`.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
set(doc ${root}/usr/share/doc/weir)

# Units lie under /lib in Debian 12; the same place once / and /usr are merged.
if(EXISTS ${root}/usr/lib/systemd/system)
    file(MAKE_DIRECTORY ${root}/lib/systemd)
    file(RENAME ${root}/usr/lib/systemd/system ${root}/lib/systemd/system)
    file(REMOVE_RECURSE ${root}/usr/lib/systemd)
endif()

file(MAKE_DIRECTORY ${root}/etc/weir)
configure_file(${CPACK_WEIR_DEBIAN}/feeds.toml ${root}/etc/weir/feeds.toml COPYONLY)

file(MAKE_DIRECTORY ${root}/usr/share/lintian/overrides)
configure_file(${CPACK_WEIR_DEBIAN}/lintian-overrides ${root}/usr/share/lintian/overrides/weir COPYONLY)

file(REMOVE ${doc}/LICENSE)
configure_file(${CPACK_WEIR_DEBIAN}/copyright ${doc}/copyright COPYONLY)
file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
file(WRITE ${doc}/changelog.Debian "weir (${CPACK_PACKAGE_VERSION}-1) unstable; urgency=medium

  * Package of version ${CPACK_PACKAGE_VERSION}; changelog.gz says what is new.

 -- ${CPACK_PACKAGE_CONTACT}  Wed, 25 Nov 2026 00:00:00 +0000
")
file(GLOB compressed ${doc}/changelog ${doc}/changelog.Debian ${root}/usr/share/man/man?/*)
foreach(file IN LISTS compressed)
    execute_process(COMMAND gzip -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB_RECURSE files ${doc}/* ${root}/usr/share/man/* ${root}/usr/share/lintian/*
    ${root}/etc/*)
file(CHMOD ${files} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
