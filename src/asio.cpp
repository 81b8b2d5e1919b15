// The one unit that compiles Boost.Asio's separately compiled part.
#include <boost/asio/impl/src.hpp>
