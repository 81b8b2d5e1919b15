# cpack -G DEB: the Debian package. Included by the top CMakeLists.txt.
set(weir_debian ${CMAKE_CURRENT_LIST_DIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME weir)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The weir authors <weir@weir.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "feed aggregator that republishes RSS, Atom and JSON feeds")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# As the policy asks for, whatever the umask of whoever packs.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, init-system-helpers (>= 1.52)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"weir polls RSS, RDF, Atom and JSON feeds, keeps every item in one SQLite
file, shows the same story from several feeds once, and serves the result
as Atom, RSS, JSON Feed and a web page.
.
The daemon runs as a sandboxed systemd service. The same program lists,
searches and explains the stored items on the command line.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${weir_debian}/conffiles;${weir_debian}/postinst;${weir_debian}/prerm;${weir_debian}/postrm")
set(CPACK_PRE_BUILD_SCRIPTS ${weir_debian}/stage.cmake)
set(CPACK_WEIR_DEBIAN ${weir_debian})

include(CPack)
